import http from 'node:http';
import https from 'node:https';
import { workerData } from 'node:worker_threads';
import { routeTo } from '../otlp/http-agent.ts';
import { PROGRESS, type LastPost } from './last-post.ts';

/** Sends what `lastPost` hands over, one request after the other, and tells how far it has come. */
async function post({ url, requests, tls, timeoutMs, progress }: LastPost): Promise<void> {
  const cells = new Int32Array(progress);
  try {
    const target = { url: new URL(url), tls, timeoutMs };
    const { agent, through } = routeTo(target, true); // The thread has nothing else to live for.
    for (const { headers, encoded } of requests) {
      const options = { ...tls, ...through, agent, timeout: timeoutMs, headers: { ...headers, ...through.headers } };
      if (!(await taken(target.url, encoded, options))) break;
      Atomics.add(cells, PROGRESS.taken, 1);
    }
  } finally {
    Atomics.store(cells, PROGRESS.done, 1);
    Atomics.notify(cells, PROGRESS.done);
  }
}

function taken(url: URL, body: Uint8Array, options: https.RequestOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const start = url.protocol === 'https:' ? https.request : http.request;
    const request = start(url, { method: 'POST', ...options });
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

// What cannot be sent is booked by the one who waits.
post(workerData as LastPost).catch(() => undefined);
