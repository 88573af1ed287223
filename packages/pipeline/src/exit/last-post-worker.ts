import http from 'node:http';
import https from 'node:https';
import { workerData } from 'node:worker_threads';
import { VERDICT, type LastPost } from './last-post.ts';

/** Sends the one request that `lastPost` hands over, and leaves the verdict where the exiting thread waits for it. */
function post({ url, headers, body, tls, timeoutMs, verdict }: LastPost): void {
  const leave = (value: number): void => {
    const cell = new Int32Array(verdict);
    Atomics.store(cell, 0, value);
    Atomics.notify(cell, 0);
  };
  const secure = url.startsWith('https:');
  const request = (secure ? https : http).request(url, {
    method: 'POST',
    headers,
    timeout: timeoutMs,
    ...(secure && tls),
  });
  request.on('response', (response) => {
    const { statusCode = 0 } = response;
    leave(statusCode >= 200 && statusCode < 300 ? VERDICT.delivered : VERDICT.failed);
    response.destroy();
  });
  request.on('timeout', () => request.destroy());
  request.on('error', () => leave(VERDICT.failed));
  request.end(body);
}

post(workerData as LastPost);
