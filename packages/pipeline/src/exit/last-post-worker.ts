import http from 'node:http';
import https from 'node:https';
import { workerData } from 'node:worker_threads';
import { PROGRESS, type LastPost } from './last-post.ts';

/** Sends what `lastPost` hands over, one request after the other, and tells how far it has come. */
async function post({ url, requests, tls, timeoutMs, progress }: LastPost): Promise<void> {
  const cells = new Int32Array(progress);
  for (const { headers, encoded } of requests) {
    if (!(await taken(url, headers, encoded, tls, timeoutMs))) break;
    Atomics.add(cells, PROGRESS.taken, 1);
  }
  Atomics.store(cells, PROGRESS.done, 1);
  Atomics.notify(cells, PROGRESS.done);
}

function taken(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
  tls: LastPost['tls'],
  timeout: number,
): Promise<boolean> {
  return new Promise((resolve) => {
    const secure = url.startsWith('https:');
    const options = { method: 'POST', headers, timeout, ...(secure && tls) };
    const request = (secure ? https : http).request(url, options);
    request.on('response', (response) => {
      const { statusCode = 0 } = response;
      response.resume();
      resolve(statusCode >= 200 && statusCode < 300);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
    request.end(body);
  });
}

void post(workerData as LastPost);
