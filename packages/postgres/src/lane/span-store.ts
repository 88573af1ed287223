import type { DeliveryStatement } from '@mcp-otel/core';
import { BatchEncoder } from '../batch/batch-encoder.ts';
import type { StorableSpan } from '../rows/storable-span.ts';
import { isSecurityEvent, namedBatch } from './batcher.ts';
import { held } from './held.ts';
import type { OpenStore } from './open-store.ts';

/** Nobody waits longer for the encoder than this, and for a few spans more. */
const SLICE_MS = 1;
const STEP_SPANS = 8;

/**
 * Stores spans that somebody else has collected: an exporter, or a gateway. They are on disk first, and in Postgres as soon
 * as that answers, each once.
 */
export class SpanStore {
  readonly #store: OpenStore;

  constructor(store: OpenStore) {
    this.#store = store;
  }

  /** The delivery law of the store at this instant. */
  statement(): DeliveryStatement {
    this.#store.outbox.settle();
    return this.#store.ledger.statement();
  }

  /**
   * Takes spans on.
   *
   * @param request SHA-256, in hexadecimal, of the request body that has brought them: one that comes again brings nothing
   * @returns whether they are on disk; else they are in memory until they are stored
   * @throws Error when more wait than there is memory for; none of them is taken then
   */
  async put(spans: readonly StorableSpan[], request?: string): Promise<boolean> {
    const { ledger, maxBatchSpans, ready } = this.#store;
    for (let started = 0; started < spans.length; started += 1) ledger.start();
    this.#refuseOverflow(spans.length);
    ledger.move('open', 'sending', spans.length);
    await ready;
    const size = request === undefined ? maxBatchSpans : Math.max(1, spans.length); // A request is one transaction.
    let areOnDisk = true;
    for (let from = 0; from < spans.length; from += size)
      areOnDisk = (await this.#putBatch(spans.slice(from, from + size), request)) && areOnDisk;
    return areOnDisk;
  }

  /** Brings to Postgres what waits, if that answers. */
  async flush(): Promise<void> {
    await held(() => this.#store.deliverer.flush());
    this.#store.outbox.settle();
  }

  /** Ends after what is on its way. What is on disk is sent by the next process. */
  async shutdown(): Promise<void> {
    await this.flush();
    await held(() => this.#store.deliverer.stop());
    this.#store.outbox.settle();
    this.#store.outbox.release();
  }

  #refuseOverflow(spans: number): void {
    const { outbox, maxBytes, overflow, ledger } = this.#store;
    outbox.settle();
    if (outbox.bytes <= maxBytes) return overflow.end('there is room for spans again');
    const sentence = `${maxBytes} bytes of spans wait in memory (MCP_OTEL_QUEUE_BYTES)`;
    overflow.begin(`${sentence}; further spans are refused and counted`);
    ledger.drop('open', 'queue_bytes', spans);
    throw new Error(sentence);
  }

  async #putBatch(spans: readonly StorableSpan[], request: string | undefined): Promise<boolean> {
    const { takeKey, tenantFrom, outbox } = this.#store;
    const key = takeKey();
    const encoder = new BatchEncoder({ ...key, tenantFrom, ...(request !== undefined && { request }) });
    let untilMs = performance.now() + SLICE_MS;
    for (let from = 0; from < spans.length; from += STEP_SPANS) {
      for (const span of spans.slice(from, from + STEP_SPANS)) encoder.add(span);
      if (performance.now() < untilMs) continue;
      await new Promise((resolve) => void setImmediate(resolve));
      untilMs = performance.now() + SLICE_MS;
    }
    return outbox.put(namedBatch(encoder, { ...key, security: spans.some(isSecurityEvent) }));
  }
}
