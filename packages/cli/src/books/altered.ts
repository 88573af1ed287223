import { own } from '@mcp-otel/core';
import type { ReceivedSpan } from '@mcp-otel/pipeline';

/** Tool results of which both sides have told a digest. */
export interface InTransit {
  readonly compared: number;
  /** Spans of the clients that were given something else than their servers gave. */
  readonly altered: readonly string[];
}

/** Compares what servers gave with what their clients got, where `MCP_OTEL_PAYLOAD_DIGEST` is on. */
export function inTransit(spans: readonly ReceivedSpan[]): InTransit {
  const digests = new Map(spans.map(({ spanId, attributes }) => [spanId, attributes[own.ATTR_PAYLOAD_DIGEST]]));
  const pairs = spans.flatMap(({ parentSpanId, attributes }) => {
    const [given, got] = [attributes[own.ATTR_PAYLOAD_DIGEST], digests.get(parentSpanId)];
    return given === undefined || got === undefined ? [] : [{ client: parentSpanId, isSame: given === got }];
  });
  return { compared: pairs.length, altered: pairs.filter(({ isSame }) => !isSame).map(({ client }) => client) };
}
