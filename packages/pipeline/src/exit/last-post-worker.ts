import http from 'node:http';
import https from 'node:https';
import { workerData } from 'node:worker_threads';
import { createHttpAgent } from '../otlp/http-agent.ts';
import { PROGRESS, type LastPost } from './last-post.ts';

/** Sends what `lastPost` hands over, one request after the other, and tells how far it has come. */
async function post({ url, requests, tls, timeoutMs, progress }: LastPost): Promise<void> {
  const cells = new Int32Array(progress);
  const agent = await createHttpAgent({ url: new URL(url), tls });
  for (const { headers, encoded } of requests) {
    if (!(await taken(url, headers, encoded, { agent, timeout: timeoutMs, ...tls }))) break;
    Atomics.add(cells, PROGRESS.taken, 1);
  }
  Atomics.store(cells, PROGRESS.done, 1);
  Atomics.notify(cells, PROGRESS.done);
}

function taken(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
  options: https.RequestOptions,
): Promise<boolean> {
  return new Promise((resolve) => {
    const start = url.startsWith('https:') ? https.request : http.request;
    const request = start(url, { method: 'POST', headers, ...options });
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
