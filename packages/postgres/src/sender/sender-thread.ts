import { Worker } from 'node:worker_threads';
import type { Log, LogLevel, SegmentContent } from '@mcp-otel/pipeline/spool';
import type { DatabaseSettings } from '../database/database-settings.ts';
import { noSums, type Deliverer, type SettledSums } from './deliverer.ts';
import type { Segment } from './segment-source.ts';
import {
  CELLS,
  FLUSHED,
  sumCells,
  type FromSenderThread,
  type SenderThreadData,
  type ToSenderThread,
} from './thread-protocol.ts';

/** What the thread needs to know. */
export interface SenderThreadOptions {
  /** File of the worker. */
  readonly file: string;
  readonly database: DatabaseSettings;
  readonly folder: string | undefined;
  readonly base: string | undefined;
  /** The key as text, checked already; asked for when the thread starts. */
  readonly key: () => string | undefined;
  readonly logLevel: LogLevel;
  readonly log: Log;
}

/** A thread that has ended is not started again sooner. */
const RESTART_MS = 1_000;
const STOP_MS = 1_000;

/**
 * Stores segments in a thread of its own, which is started with the first segment: the application's thread neither loads
 * a client of Postgres nor opens a connection. The thread does not hold the process.
 */
export class SenderThread implements Deliverer {
  readonly #options: SenderThreadOptions;
  readonly #cells = new BigInt64Array(new SharedArrayBuffer(CELLS * BigInt64Array.BYTES_PER_ELEMENT));
  /** What was offered and is not settled, as far as is known. */
  readonly #offers: Segment[] = [];
  /** How many were offered before those. */
  #forgotten = 0;
  readonly #flushes = new Map<number, () => void>();
  #flush = 0;
  #worker: Worker | undefined;
  /** Whether the thread was started with the key. */
  #hadKey = false;
  #endedMs = Number.NEGATIVE_INFINITY;
  #isStopped = false;

  constructor(options: SenderThreadOptions) {
    this.#options = options;
  }

  wake(): void {
    this.#say({ kind: 'wake' });
  }

  offer(segment: { readonly content: SegmentContent; readonly spans: number }): void {
    this.#unsettled();
    this.#offers.push(segment);
    this.#say({ kind: 'offer', segment });
  }

  flush(): Promise<void> {
    return new Promise((resolve) => {
      this.#flush += 1;
      this.#flushes.set(this.#flush, resolve);
      if (!this.#say({ kind: 'flush', number: this.#flush })) this.#flushed(this.#flush);
    });
  }

  flushSync(deadlineMs: number): void {
    this.#flush += 1;
    if (deadlineMs <= 0 || !this.#say({ kind: 'flush', number: this.#flush })) return;
    const untilMs = performance.now() + deadlineMs;
    for (let leftMs = deadlineMs; leftMs > 0; leftMs = untilMs - performance.now()) {
      const flushed = Atomics.load(this.#cells, FLUSHED);
      if (flushed >= BigInt(this.#flush)) return;
      Atomics.wait(this.#cells, FLUSHED, flushed, leftMs);
    }
  }

  sums(): Readonly<SettledSums> {
    const read = sumCells.map((name, cell) => [name, Number(Atomics.load(this.#cells, cell))] as const);
    return { ...noSums, ...Object.fromEntries(read) };
  }

  /** The thread ends its connection, so that the server is left with nothing half done, if that takes no longer than a second. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    const worker = this.#worker;
    if (worker === undefined) return;
    const ended = new Promise((resolve) => void worker.once('exit', resolve));
    worker.postMessage({ kind: 'stop' } satisfies ToSenderThread);
    const deadline = setTimeout(() => void worker.terminate(), STOP_MS);
    await ended;
    clearTimeout(deadline);
  }

  /** @returns whether there is a thread that hears it */
  #say(message: ToSenderThread): boolean {
    if (this.#worker !== undefined && !this.#mayUnlock()) {
      this.#worker.postMessage(message);
      return true;
    }
    const worker = this.#start();
    this.#worker = worker;
    if (worker === undefined) return false;
    // What an earlier thread has left undone is offered again, the newest included.
    for (const segment of this.#unsettled()) worker.postMessage({ kind: 'offer', segment } satisfies ToSenderThread);
    if (message.kind !== 'offer') worker.postMessage(message);
    return true;
  }

  /** Whether a thread that was started without the key, which came late, has to make room for one with it. */
  #mayUnlock(): boolean {
    if (this.#hadKey || this.#options.key() === undefined) return false;
    void this.#worker?.terminate();
    return true;
  }

  #unsettled(): readonly Segment[] {
    const { offersSettled } = this.sums();
    this.#offers.splice(0, offersSettled - this.#forgotten);
    this.#forgotten = offersSettled;
    return this.#offers;
  }

  #start(): Worker | undefined {
    if (this.#isStopped || performance.now() - this.#endedMs < RESTART_MS) return undefined;
    const { file, log, key, ...rest } = this.#options;
    try {
      const text = key();
      this.#hadKey = text !== undefined;
      const workerData: SenderThreadData = { ...rest, key: text, cells: this.#cells.buffer };
      // Neither the preload nor the application's flags, and no stream of the application: that would open it.
      const worker = new Worker(file, { workerData, execArgv: [], env: ownEnvironment(), stdout: true, stderr: true });
      worker.on('message', ({ flushed }: FromSenderThread) => this.#flushed(flushed));
      worker.on('error', (error) => log.error(`the thread that stores spans has failed: ${String(error)}`));
      worker.on('exit', () => this.#ended(worker));
      worker.unref();
      return worker;
    } catch (error) {
      log.error(`the thread that stores spans cannot be started: ${String(error)}`);
      this.#endedMs = performance.now();
      return undefined;
    }
  }

  #ended(worker: Worker): void {
    if (this.#worker !== worker) return; // Another one has taken its place.
    this.#worker = undefined;
    this.#endedMs = performance.now();
    this.#flushed(this.#flush);
  }

  #flushed(number: number): void {
    for (const [asked, resolve] of this.#flushes) {
      if (asked > number) continue;
      this.#flushes.delete(asked);
      resolve();
    }
  }
}

function ownEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return env;
}
