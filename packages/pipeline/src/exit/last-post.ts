import { Worker } from 'node:worker_threads';
import { encode } from '../otlp/http-transport.ts';
import type { OtlpSettings } from '../otlp/settings.ts';

/** What the worker gets. */
export interface LastPost {
  readonly url: string;
  /** Requests in the order in which they are sent. */
  readonly requests: readonly { readonly headers: Readonly<Record<string, string>>; readonly encoded: Uint8Array }[];
  readonly tls: OtlpSettings['tls'];
  readonly timeoutMs: number;
  /** Two Int32: how many requests the receiver has taken, and 1 when the worker is done. */
  readonly progress: SharedArrayBuffer;
}

/** Cells of `progress`. */
export const PROGRESS = { taken: 0, done: 1 } as const;

/**
 * Sends requests from the `exit` event, where no event loop runs any more: a worker thread sends them while this thread
 * waits. Started only then: that costs some tens of milliseconds (auto/docs/cost.md), and nothing for all who exit in peace.
 *
 * @returns how many of the requests the receiver has taken before the deadline
 */
export function lastPost(file: string, otlp: OtlpSettings, bodies: readonly Uint8Array[], deadlineMs: number): number {
  const progress = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
  const requests = bodies.map((body) => encode(otlp, body));
  const workerData: LastPost = { url: otlp.url.href, requests, tls: otlp.tls, timeoutMs: deadlineMs, progress };
  try {
    // Neither the preload nor the application's other flags: this thread has one thing to do.
    const worker = new Worker(file, { workerData, execArgv: [], env: withoutNodeOptions(), stdin: false });
    worker.on('error', () => undefined); // Without a listener it would be the application's uncaught exception.
    worker.unref();
    const cells = new Int32Array(progress);
    Atomics.wait(cells, PROGRESS.done, 0, deadlineMs);
    return Atomics.load(cells, PROGRESS.taken);
  } catch {
    return 0;
  }
}

function withoutNodeOptions(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return env;
}
