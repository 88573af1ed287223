import type { Span, SpanContext } from '@opentelemetry/api';

/** Two records of one call under the same ids, written as one. */
export class TeeSpan implements Span {
  readonly #first: Span;
  readonly #second: Span;

  constructor(first: Span, second: Span) {
    this.#first = first;
    this.#second = second;
  }

  spanContext(): SpanContext {
    return this.#first.spanContext();
  }

  isRecording(): boolean {
    return this.#first.isRecording() || this.#second.isRecording();
  }

  setAttribute(...args: Parameters<Span['setAttribute']>): this {
    return this.#both((span) => span.setAttribute(...args));
  }

  setAttributes(...args: Parameters<Span['setAttributes']>): this {
    return this.#both((span) => span.setAttributes(...args));
  }

  addEvent(...args: Parameters<Span['addEvent']>): this {
    return this.#both((span) => span.addEvent(...args));
  }

  addLink(...args: Parameters<Span['addLink']>): this {
    return this.#both((span) => span.addLink(...args));
  }

  addLinks(...args: Parameters<Span['addLinks']>): this {
    return this.#both((span) => span.addLinks(...args));
  }

  setStatus(...args: Parameters<Span['setStatus']>): this {
    return this.#both((span) => span.setStatus(...args));
  }

  updateName(...args: Parameters<Span['updateName']>): this {
    return this.#both((span) => span.updateName(...args));
  }

  recordException(...args: Parameters<Span['recordException']>): void {
    this.#both((span) => span.recordException(...args));
  }

  end(...args: Parameters<Span['end']>): void {
    this.#both((span) => span.end(...args));
  }

  #both(step: (span: Span) => unknown): this {
    step(this.#first);
    step(this.#second);
    return this;
  }
}
