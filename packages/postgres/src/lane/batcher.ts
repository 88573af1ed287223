import { own } from '@mcp-otel/core';
import type { SegmentName } from '@mcp-otel/pipeline/spool';
import { BatchEncoder, type BatchKey, type SpanBatch } from '../batch/batch-encoder.ts';
import type { OpenCall } from '../batch/open-call.ts';
import type { StorableSpan } from '../rows/storable-span.ts';

/** A batch with what names its segment. */
export interface NamedBatch extends SpanBatch, SegmentName {
  readonly bytes: number;
}

/** Bounds of a batch. */
export interface BatcherOptions {
  /** Writer and number of the next batch. */
  readonly takeKey: () => Pick<BatchKey, 'writer' | 'seq'>;
  readonly maxBatchSpans: number;
  /** Attribute of the resource that tells the tenant. */
  readonly tenantFrom: string | undefined;
}

const MAX_BYTES = 1 << 20;

/** Puts spans into batches: security events into batches of their own, which are the last to be given up. */
export class Batcher {
  readonly #options: BatcherOptions;
  #ordinary: Begun | undefined;
  #security: Begun | undefined;

  constructor(options: BatcherOptions) {
    this.#options = options;
  }

  /** Bytes in batches that are not full. */
  get bytes(): number {
    return (this.#ordinary?.encoder.bytes ?? 0) + (this.#security?.encoder.bytes ?? 0);
  }

  /** @returns the batch, where it is full now */
  add(span: StorableSpan): NamedBatch | undefined {
    const begun = isSecurityEvent(span) ? this.#securityOne() : this.#ordinaryOne();
    begun.encoder.add(span);
    return begun.encoder.spans >= this.#options.maxBatchSpans || begun.encoder.bytes >= MAX_BYTES
      ? this.#finish(begun)
      : undefined;
  }

  /** A call that goes on for long. */
  addOpenCall(call: OpenCall): void {
    this.#ordinaryOne().encoder.addOpenCall(call);
  }

  /** The batches that are not full. */
  finish(): readonly NamedBatch[] {
    return [this.#security, this.#ordinary].filter((begun) => begun !== undefined).map((begun) => this.#finish(begun));
  }

  #ordinaryOne(): Begun {
    return (this.#ordinary ??= this.#begin(false));
  }

  #securityOne(): Begun {
    return (this.#security ??= this.#begin(true));
  }

  #begin(security: boolean): Begun {
    const { takeKey, tenantFrom } = this.#options;
    const key = takeKey();
    return { ...key, security, encoder: new BatchEncoder({ ...key, tenantFrom }) };
  }

  #finish({ encoder, ...name }: Begun): NamedBatch {
    if (name.security) this.#security = undefined;
    else this.#ordinary = undefined;
    return namedBatch(encoder, name);
  }
}

/** Whether a span is among the last to be given up. */
export function isSecurityEvent({ attributes }: StorableSpan): boolean {
  return attributes[own.ATTR_SECURITY_EVENT] !== undefined;
}

/** What an encoder holds, under its name. */
export function namedBatch(encoder: BatchEncoder, name: Omit<SegmentName, 'spans'>): NamedBatch {
  const batch = encoder.finish();
  return { ...batch, ...name, spans: encoder.spans, bytes: batch.rows.bytes.length + batch.header.length };
}

interface Begun extends Omit<SegmentName, 'spans'> {
  readonly encoder: BatchEncoder;
}
