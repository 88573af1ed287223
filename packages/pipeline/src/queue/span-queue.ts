import { context, ROOT_CONTEXT, TraceFlags } from '@opentelemetry/api';
import type { DeliveryLedger } from '@mcp-otel/core';
import { suppressTracing } from '@opentelemetry/core';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Clock } from '../clock.ts';
import type { Episode } from '../log/episodes.ts';
import { retryDelay } from '../otlp/retrying.ts';
import type { SendResult, SpanSender } from '../otlp/span-sender.ts';
import { spanBytes } from './span-size.ts';

/** What the queue is made of. */
export interface SpanQueueOptions {
  readonly sender: SpanSender;
  readonly ledger: DeliveryLedger;
  readonly clock: Clock;
  /** Whether there is anybody to send spans to; else they are only counted. */
  readonly isExported: boolean;
  readonly maxBytes: number;
  readonly maxBatchSpans: number;
  /** Longest wait of an ended span while a batch is not full. */
  readonly delayMs: number;
  /** Trouble with the receiver. */
  readonly outage: Episode;
  /** Trouble with the queue's own bounds. */
  readonly overflow: Episode;
}

interface Waiting {
  readonly span: ReadableSpan;
  readonly bytes: number;
}

const FIRST_RETRY_MS = 1_000;
const MAX_ATTEMPT = 6;

/**
 * Spans between their end and the receiver, bounded in bytes.
 *
 * A full batch goes at once, a started one after the delay; one request is on its way at a time. A batch that could not
 * be sent goes back to the front and is tried again, so an outage costs spans only once the memory is used up. Every
 * step is booked. `onEnd` never throws, and no timer holds the process.
 */
export class SpanQueue implements SpanProcessor {
  readonly #options: SpanQueueOptions;
  readonly #waiting: Waiting[] = [];
  #sending: readonly Waiting[] = [];
  /** The operating system has the request with them, and will deliver it although the process ends. */
  #written = false;
  #bytes = 0;
  #attempt = 0;
  /** Spans in the next request: halved while the receiver finds requests too large, and doubled again afterwards. */
  #batchSpans: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #draining: Promise<void> | undefined;

  constructor(options: SpanQueueOptions) {
    this.#options = options;
    this.#batchSpans = options.maxBatchSpans;
  }

  onStart(): void {
    this.#options.ledger.start();
  }

  onEnd(span: ReadableSpan): void {
    const { ledger, isExported, maxBytes, maxBatchSpans, delayMs, overflow } = this.#options;
    if (!isExported) return ledger.drop('open', 'disabled', 1);
    if ((span.spanContext().traceFlags & TraceFlags.SAMPLED) === 0) return ledger.drop('open', 'sampled', 1);
    const bytes = spanBytes(span);
    if (this.#bytes + bytes > maxBytes) {
      overflow.begin(
        `${maxBytes} bytes of spans wait to be sent (MCP_OTEL_QUEUE_BYTES); further spans are dropped and counted`,
      );
      return ledger.drop('open', 'queue_bytes', 1);
    }
    this.#bytes += bytes;
    this.#waiting.push({ span, bytes });
    ledger.move('open', 'queued', 1);
    if (this.#attempt === 0) this.#schedule(this.#waiting.length >= maxBatchSpans ? 0 : delayMs);
    return undefined;
  }

  /** Sends what waits, at once and without waiting out a retry delay; resolves when that is done or has failed once. */
  async forceFlush(): Promise<void> {
    await this.#draining; // What is on its way took the spans before ours.
    await this.#drain();
  }

  async shutdown(): Promise<void> {
    await this.forceFlush();
    this.#unschedule();
  }

  /**
   * Spans that the operating system has not taken yet. Those that it has are on their way although the process ends, and
   * sent again each call would show twice.
   */
  unsent(): readonly ReadableSpan[] {
    const sending = this.#written ? [] : this.#sending;
    return [...sending, ...this.#waiting].map(({ span }) => span);
  }

  /** Settles the spans of `unsent`: the first ones have gone another way, the others are given up. */
  settleUnsent(delivered: number): void {
    const sending = this.#written ? 0 : this.#sending.length;
    this.#settleAt('sending', sending, Math.min(delivered, sending));
    this.#settleAt('queued', this.#waiting.length, Math.max(0, delivered - sending));
    if (!this.#written) this.#sending = [];
    this.#waiting.length = 0;
    this.#bytes = 0;
  }

  /** Spans that are not on their way. */
  waiting(): readonly ReadableSpan[] {
    return this.#waiting.map(({ span }) => span);
  }

  /** Settles the first spans of `waiting`, which have gone another way; the others stay. */
  settleWaiting(delivered: number): void {
    const gone = this.#waiting.splice(0, delivered);
    this.#options.ledger.deliver('queued', gone.length);
    this.#bytes -= gone.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /**
   * Gives up waiting for an answer to what is on its way. Without this call the spans stay in flight in the books, because
   * nobody can know what became of them.
   *
   * @returns how many there were
   */
  giveUpAnswers(): number {
    const spans = this.#written ? this.#sending.length : 0;
    this.#settleAt('sending', spans, 0);
    if (this.#written) this.#sending = [];
    return spans;
  }

  #settleAt(place: 'sending' | 'queued', spans: number, delivered: number): void {
    const { ledger } = this.#options;
    const gone = Math.min(delivered, spans);
    ledger.deliver(place, gone);
    if (spans > gone) ledger.drop(place, 'shutdown_deadline', spans - gone);
  }

  #schedule(delayMs: number): void {
    if (this.#timer !== undefined && delayMs > 0) return;
    this.#unschedule();
    this.#timer = this.#options.clock.setTimeout(() => {
      this.#timer = undefined;
      void this.#drain();
    }, delayMs);
    this.#timer.unref();
  }

  #unschedule(): void {
    if (this.#timer !== undefined) this.#options.clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #drain(): Promise<void> {
    this.#draining ??= this.#sendAll().finally(() => {
      this.#draining = undefined;
    });
    return this.#draining;
  }

  async #sendAll(): Promise<void> {
    this.#unschedule();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#batchSpans);
      this.#sending = batch;
      this.#written = false;
      this.#options.ledger.move('queued', 'sending', batch.length);
      const result = await this.#send(batch);
      if (this.#sending !== batch) return; // The end of the process has taken them over.
      this.#sending = [];
      this.#written = false;
      if (result.status === 'retryable') return this.#sendLater(batch, result);
      if (result.status === 'too_large' && batch.length > 1) this.#split(batch);
      else this.#settle(batch, result);
    }
  }

  /** The request itself must not be traced by the application's own HTTP instrumentation. */
  #send(batch: readonly Waiting[]): Promise<SendResult> {
    const spans = batch.map(({ span }) => span);
    const written = (): void => {
      if (this.#sending === batch) this.#written = true;
    };
    return context.with(suppressTracing(ROOT_CONTEXT), () => this.#options.sender.send(spans, written));
  }

  #putBack(batch: readonly Waiting[]): void {
    this.#waiting.unshift(...batch);
    this.#options.ledger.move('sending', 'queued', batch.length);
  }

  #split(batch: readonly Waiting[]): void {
    this.#batchSpans = Math.floor(batch.length / 2);
    this.#putBack(batch);
  }

  #sendLater(batch: readonly Waiting[], { afterMs, reason }: SendResult & { status: 'retryable' }): void {
    const { outage } = this.#options;
    this.#putBack(batch);
    outage.begin(`spans cannot be sent (${reason}); they are kept and sent later`);
    this.#attempt = Math.min(MAX_ATTEMPT, this.#attempt + 1);
    this.#schedule(retryDelay(afterMs, this.#attempt, { firstDelayMs: FIRST_RETRY_MS, random: Math.random }));
  }

  #settle(batch: readonly Waiting[], result: Exclude<SendResult, { status: 'retryable' }>): void {
    const { ledger, outage, overflow, maxBatchSpans } = this.#options;
    this.#attempt = 0;
    this.#batchSpans = Math.min(maxBatchSpans, this.#batchSpans * 2);
    this.#bytes -= batch.reduce((sum, { bytes }) => sum + bytes, 0);
    overflow.end('there is room for spans again');
    const refused = result.status === 'delivered' ? result.rejected : batch.length;
    ledger.deliver('sending', batch.length - refused);
    if (refused === 0) return outage.end('spans are sent again');
    ledger.drop('sending', result.status === 'unserialisable' ? 'serialise_fail' : 'sink_reject', refused);
    return outage.begin(`${refused} of ${batch.length} spans were refused: ${result.reason ?? 'no reason given'}`);
  }
}
