import { own, semconv, sharedRedactor } from '@mcp-otel/core';
import type { WireRecord } from '@mcp-otel/pipeline';
import type { Span } from '@opentelemetry/sdk-trace-base';
import { openCall, type OpenCall } from '../batch/open-call.ts';
import { callOf } from '../rows/call.ts';

/** A call that goes on for so long is told of before it ends, in milliseconds. */
export const LONG_CALL_MS = 5_000;
/** Calls that are watched at a time. */
const MAX_CALLS = 10_000;

/** Calls that have begun and not ended. One whose process is killed has no span, and shows nowhere else. */
export class OpenCalls {
  readonly #now: () => number;
  readonly #calls = new Map<Span, number>();

  /** @param now in milliseconds, from any instant on */
  constructor(now: () => number) {
    this.#now = now;
  }

  begin(span: Span): void {
    if (this.#calls.size < MAX_CALLS) this.#calls.set(span, this.#now());
  }

  end(span: object): void {
    this.#calls.delete(span as Span);
  }

  get size(): number {
    return this.#calls.size;
  }

  /** Calls that have become long since the last time. Each is told of once. */
  takeLong(): readonly OpenCall[] {
    const since = this.#now() - LONG_CALL_MS;
    const long: OpenCall[] = [];
    for (const [span, beganMs] of this.#calls) {
      if (beganMs > since) break; // They are in the order in which they began.
      this.#calls.delete(span);
      if (isCall(span)) long.push(callFrom(span));
    }
    return long;
  }
}

function isCall({ attributes }: Span): boolean {
  const text = (key: string): string | undefined => {
    const value = attributes[key];
    return typeof value === 'string' ? value : undefined;
  };
  const signs = {
    duplicateOf: text(own.ATTR_DUPLICATE_OF),
    isShadow: attributes[own.ATTR_SHADOW] === true,
    method: text(semconv.ATTR_MCP_METHOD_NAME),
    operation: text(semconv.ATTR_GEN_AI_OPERATION_NAME),
  };
  return callOf(signs) !== undefined;
}

/** The span is not prepared yet: what is told of it goes through the redactor here. */
function callFrom(span: Span): OpenCall {
  const { traceId, spanId } = span.spanContext();
  const attributes = Object.fromEntries(
    Object.entries(span.attributes).map(([key, value]) => [key, typeof value === 'string' ? redact(value) : value]),
  ) as WireRecord;
  const resource = span.resource.attributes as WireRecord;
  return openCall({ traceId, spanId, name: redact(span.name), start: span.startTime, attributes, resource });
}

function redact(text: string): string {
  return sharedRedactor()?.text(text) ?? text;
}
