import type { Attributes } from '@opentelemetry/api';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { own, semconv, type Side } from '@mcp-otel/core';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';

/** A finished MCP span, as plain data. */
export interface RecordedMcpSpan {
  readonly name: string;
  readonly side: Side;
  /** JSON-RPC method. */
  readonly method: string;
  readonly tool: string | undefined;
  /** How the call ended for its caller. */
  readonly outcome: string | undefined;
  readonly failed: boolean;
  /** Description of the failure, as the span status holds it. */
  readonly statusMessage: string | undefined;
  readonly attributes: Attributes;
  readonly events: readonly { readonly name: string; readonly attributes: Attributes }[];
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
}

/** Reads a span of the SDK. */
export function recordedSpan(span: ReadableSpan): RecordedMcpSpan {
  const { name, kind, status, attributes, events, parentSpanContext } = span;
  const { traceId, spanId } = span.spanContext();
  return {
    name,
    side: kind === SpanKind.CLIENT ? 'client' : 'server',
    method: text(attributes[semconv.ATTR_MCP_METHOD_NAME]) ?? '',
    tool: text(attributes[semconv.ATTR_GEN_AI_TOOL_NAME]),
    outcome: text(attributes[own.ATTR_OUTCOME]),
    failed: status.code === SpanStatusCode.ERROR,
    statusMessage: status.message,
    attributes,
    events: events.map((event) => ({ name: event.name, attributes: event.attributes ?? {} })),
    traceId,
    spanId,
    parentSpanId: parentSpanContext?.spanId,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
