import type { DeliveryStatement } from '@mcp-otel/core';
import { spanBytes, type Clock } from '@mcp-otel/pipeline/spool';
import type { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { endedSpan } from '../rows/ended-span.ts';
import { Batcher, type NamedBatch } from './batcher.ts';
import { LONG_CALL_MS, OpenCalls } from './open-calls.ts';
import type { OpenStore } from './open-store.ts';

/** An ended span is on disk after so long at the latest, if the disk allows. */
const DELAY_MS = 100;
/** Nobody waits longer for the encoder than this, and for a few spans more. */
const SLICE_MS = 1;
const STEP_SPANS = 8;
/** Spans that are worth a slice. */
const SLICE_SPANS = 32;

/**
 * Every span that is recorded, sampled or not, on its way to Postgres: encoded in small slices, written to the spool, and
 * from there sent by the deliverer. `onStart` and `onEnd` never throw and never wait, and no timer holds the process.
 */
export class AuditLane implements SpanProcessor {
  readonly #store: OpenStore;
  readonly #clock: Clock;
  readonly #batcher: Batcher;
  readonly #openCalls: OpenCalls;
  readonly #waiting: { readonly span: ReadableSpan; readonly bytes: number }[] = [];
  #waitingBytes = 0;
  /** Batches that are not on disk yet, oldest first. */
  readonly #unwritten = new Set<NamedBatch>();
  #writing: Promise<void>;
  #beingWritten: NamedBatch | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #slice: NodeJS.Immediate | undefined;
  #watch: ReturnType<typeof setTimeout> | undefined;

  constructor(store: OpenStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    this.#writing = store.ready;
    this.#batcher = new Batcher(store);
    this.#openCalls = new OpenCalls(() => clock.now());
  }

  /** The delivery law of the lane at this instant. */
  statement(): DeliveryStatement {
    this.#store.outbox.settle();
    return this.#store.ledger.statement();
  }

  onStart(span: Span): void {
    this.#store.ledger.start();
    this.#openCalls.begin(span);
    this.#watchCalls();
  }

  onEnd(span: ReadableSpan): void {
    const { ledger, maxBytes, overflow } = this.#store;
    this.#openCalls.end(span);
    const bytes = spanBytes(span);
    if (this.#bytes() + bytes > maxBytes) {
      overflow.begin(
        `${maxBytes} bytes of spans wait for the disk (MCP_OTEL_QUEUE_BYTES); further spans are dropped and counted`,
      );
      return ledger.drop('open', 'queue_bytes', 1);
    }
    overflow.end('there is room for spans again');
    this.#waiting.push({ span, bytes });
    this.#waitingBytes += bytes;
    ledger.move('open', 'queued', 1);
    if (this.#waiting.length >= SLICE_SPANS) this.#sliceSoon();
    this.#finishSoon();
    return undefined;
  }

  /** Brings everything to disk, and then to Postgres if that answers. */
  async forceFlush(): Promise<void> {
    while (this.#waiting.length > 0) {
      this.#encodeSlice();
      await new Promise((resolve) => void this.#clock.setImmediate(resolve));
    }
    this.#finish();
    await this.#writing;
    await this.#store.deliverer.flush();
    this.#store.outbox.settle();
  }

  async shutdown(): Promise<void> {
    await this.forceFlush();
    this.#clock.clearTimeout(this.#timer);
    this.#clock.clearTimeout(this.#watch);
    await this.#store.deliverer.stop();
    this.#store.outbox.settle();
    this.#store.outbox.release();
  }

  /**
   * Brings everything to disk without the event loop, for the end of a process, and then waits for Postgres as long as
   * there is time.
   *
   * @returns spans that are lost
   */
  flushSync(deadlineMs: number): number {
    const { ledger, deliverer, outbox } = this.#store;
    const sinceMs = this.#clock.now();
    const remainingMs = (): number => Math.max(0, deadlineMs - (this.#clock.now() - sinceMs));
    this.#spoolSync(remainingMs, true);
    const unread = this.#waiting.splice(0).length;
    ledger.drop('queued', 'shutdown_deadline', unread);
    this.#waitingBytes = 0;
    deliverer.flushSync(remainingMs());
    outbox.settle();
    outbox.release();
    return unread + outbox.giveUp();
  }

  /** Brings to disk what it can, of a process that may go on. */
  rescueSync(deadlineMs: number): void {
    const untilMs = this.#clock.now() + deadlineMs;
    this.#spoolSync(() => untilMs - this.#clock.now(), false);
  }

  #spoolSync(remainingMs: () => number, isLast: boolean): void {
    const { outbox, ledger } = this.#store;
    while (this.#waiting.length > 0 && remainingMs() > 0) this.#encodeSlice();
    const late = this.#batcher.finish();
    for (const { spans } of late) ledger.move('queued', 'sending', spans);
    for (const batch of [...this.#unwritten, ...late]) {
      if (batch === this.#beingWritten && !isLast) continue; // It is there in a moment.
      outbox.putSync(batch);
      this.#unwritten.delete(batch);
    }
  }

  #bytes(): number {
    let bytes = this.#waitingBytes + this.#batcher.bytes + this.#store.outbox.bytes;
    for (const batch of this.#unwritten) bytes += batch.bytes;
    return bytes;
  }

  #encodeSlice(): void {
    const untilMs = this.#clock.now() + SLICE_MS;
    while (this.#waiting.length > 0 && this.#clock.now() < untilMs) {
      for (const { span, bytes } of this.#waiting.splice(0, STEP_SPANS)) {
        this.#waitingBytes -= bytes;
        const full = this.#batcher.add(endedSpan(span));
        if (full !== undefined) this.#write(full);
      }
    }
  }

  #sliceSoon(): void {
    if (this.#slice !== undefined) return;
    this.#slice = this.#clock.setImmediate(() => {
      this.#slice = undefined;
      this.#encodeSlice();
      if (this.#waiting.length >= SLICE_SPANS) this.#sliceSoon();
    });
    this.#slice.unref();
  }

  #finishSoon(): void {
    if (this.#timer !== undefined) return;
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = undefined;
      if (this.#waiting.length >= SLICE_SPANS) return this.#finishSoon(); // The slices are at work.
      while (this.#waiting.length > 0) this.#encodeSlice();
      this.#finish();
      return undefined;
    }, DELAY_MS);
    this.#timer.unref();
  }

  #finish(): void {
    for (const batch of this.#batcher.finish()) this.#write(batch);
  }

  #write(batch: NamedBatch): void {
    this.#unwritten.add(batch);
    this.#store.ledger.move('queued', 'sending', batch.spans);
    this.#writing = this.#writing.then(async () => {
      if (!this.#unwritten.has(batch)) return; // The end of the process has taken it over.
      this.#beingWritten = batch;
      await this.#store.outbox.put(batch);
      this.#beingWritten = undefined;
      this.#unwritten.delete(batch);
    });
  }

  #watchCalls(): void {
    if (this.#watch !== undefined) return;
    this.#watch = this.#clock.setTimeout(() => {
      this.#watch = undefined;
      const long = this.#openCalls.takeLong();
      for (const call of long) this.#batcher.addOpenCall(call);
      if (long.length > 0) this.#finish();
      if (this.#openCalls.size > 0) this.#watchCalls();
    }, LONG_CALL_MS);
    this.#watch.unref();
  }
}
