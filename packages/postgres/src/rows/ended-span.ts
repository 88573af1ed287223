import type { WireRecord } from '@mcp-otel/pipeline';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import type { StorableSpan } from './storable-span.ts';

/** A span that an OpenTelemetry SDK has ended. */
export function endedSpan(span: ReadableSpan): StorableSpan {
  const { traceId, spanId } = span.spanContext();
  const [seconds, nanoseconds] = span.duration;
  return {
    traceId,
    spanId,
    parentSpanId: span.parentSpanContext?.spanId ?? '',
    name: span.name,
    kind: span.kind + 1, // The API counts from 0, the wire from 1.
    start: span.startTime,
    durationNs: seconds * 1e9 + nanoseconds,
    status: { code: span.status.code, message: span.status.message ?? '' },
    attributes: span.attributes as WireRecord,
    events: span.events.map(({ name, time, attributes }) => ({
      name,
      time,
      attributes: (attributes ?? {}) as WireRecord,
    })),
    links: span.links.map(({ context, attributes }) => ({
      traceId: context.traceId,
      spanId: context.spanId,
      attributes: (attributes ?? {}) as WireRecord,
    })),
    resource: span.resource.attributes as WireRecord,
    scope: span.instrumentationScope.name,
  };
}
