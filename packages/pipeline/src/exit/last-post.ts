import { Worker } from 'node:worker_threads';
import { encode } from '../otlp/http-transport.ts';
import type { OtlpSettings } from '../otlp/settings.ts';

/** What the worker gets. */
export interface LastPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly tls: OtlpSettings['tls'];
  readonly timeoutMs: number;
  /** One Int32: where the worker leaves its verdict. */
  readonly verdict: SharedArrayBuffer;
}

/** What the worker writes; 0 until then. */
export const VERDICT = { delivered: 1, failed: 2 } as const;

/**
 * Sends a request from the `exit` event, where no event loop runs any more: a worker thread sends it while this thread
 * waits. Started only then: that costs some tens of milliseconds (auto/docs/cost.md), and nothing for all who exit in peace.
 *
 * @returns true when the receiver has taken it
 */
export function lastPost(file: string, otlp: OtlpSettings, body: Uint8Array, deadlineMs: number): boolean {
  const verdict = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const { headers, encoded } = encode(otlp, body);
  const workerData: LastPost = {
    url: otlp.url.href,
    headers,
    body: encoded,
    tls: otlp.tls,
    timeoutMs: deadlineMs,
    verdict,
  };
  try {
    // Neither the preload nor the application's other flags: this thread has one thing to do.
    const worker = new Worker(file, { workerData, execArgv: [], env: withoutNodeOptions(), stdin: false });
    worker.unref();
    const cell = new Int32Array(verdict);
    Atomics.wait(cell, 0, 0, deadlineMs);
    return Atomics.load(cell, 0) === VERDICT.delivered;
  } catch {
    return false;
  }
}

function withoutNodeOptions(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return env;
}
