import { SpanStatusCode, trace, type Attributes, type Context, type Span } from '@opentelemetry/api';

/** A span as the seam writes it, wherever it is recorded. */
export interface CallSpan {
  /** For the hooks of the application. */
  readonly span: Span;
  write(attributes: Attributes): void;
  fail(description: string | undefined): void;
  rename(name: string): void;
  end(): void;
  /** The context in which the call runs: below the span. */
  below(parent: Context): Context;
}

/** Real time in milliseconds, whatever clock the application sets up for its tests; `now` never goes back. */
export interface SpanClock {
  readonly now: () => number;
  readonly epoch: () => number;
}

/** When a span began, on both clocks. */
export interface Begun {
  readonly epoch: number;
  readonly now: number;
}

/** A span of our own. It ends as long after its start as has really passed. */
export class RecordedSpan implements CallSpan {
  readonly span: Span;
  readonly #shown: Span;
  readonly #clock: SpanClock;
  readonly #begun: Begun;

  /** @param shown what the application and its children see, when `span` writes to more than that */
  constructor(clock: SpanClock, begun: Begun, span: Span, shown: Span = span) {
    this.span = span;
    this.#shown = shown;
    this.#clock = clock;
    this.#begun = begun;
  }

  write(attributes: Attributes): void {
    this.span.setAttributes(attributes);
  }

  fail(description: string | undefined): void {
    this.span.setStatus({ code: SpanStatusCode.ERROR, ...(description !== undefined && { message: description }) });
  }

  rename(name: string): void {
    this.span.updateName(name);
  }

  end(): void {
    this.span.end(this.#begun.epoch + this.#clock.now() - this.#begun.now);
  }

  below(parent: Context): Context {
    return trace.setSpan(parent, this.#shown);
  }
}
