import { writeSync } from 'node:fs';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import type { SpanSender } from '../otlp/span-sender.ts';

/** `OTEL_TRACES_EXPORTER=console`: one line of JSON per span, on stderr, because stdout belongs to the protocol. */
export function createStderrSender(): SpanSender {
  return {
    async send(spans) {
      writeSpans(spans);
      return { status: 'delivered', rejected: 0 };
    },
  };
}

/** Writes spans at once; also what is left when the process exits. */
export function writeSpans(spans: readonly ReadableSpan[]): void {
  for (const span of spans) writeLine(span);
}

/** Shows each batch to a second sender; what became of it is told by the first. */
export function createTeeSender(first: SpanSender, second: SpanSender): SpanSender {
  return {
    async send(spans, written) {
      await second.send(spans);
      return first.send(spans, written);
    },
  };
}

function writeLine(span: ReadableSpan): void {
  const { traceId, spanId } = span.spanContext();
  const { name, attributes, status, duration } = span;
  const line = { traceId, spanId, parentSpanId: span.parentSpanContext?.spanId, name, attributes, status, duration };
  try {
    writeSync(2, `${JSON.stringify(line)}\n`);
  } catch {
    // A closed pipe: there is nobody left to read.
  }
}
