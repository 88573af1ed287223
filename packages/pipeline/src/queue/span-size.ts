import type { AttributeValue } from '@opentelemetry/api';
import { attributeBytes } from '@mcp-otel/core';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';

/** What a span takes in memory besides its attributes, in bytes: ids, times, name, bookkeeping of the SDK. */
const FIXED_BYTES = 600;
const ENTRY_BYTES = 32;

/** Memory that a span takes while it waits, in bytes: an estimate that grows as the span does. */
export function spanBytes(span: ReadableSpan): number {
  const events = span.events.reduce(
    (sum, event) => sum + ENTRY_BYTES + Buffer.byteLength(event.name) + attributesBytes(event.attributes),
    0,
  );
  const links = span.links.reduce((sum, link) => sum + ENTRY_BYTES + attributesBytes(link.attributes), 0);
  const texts = Buffer.byteLength(span.name) + Buffer.byteLength(span.status.message ?? '');
  return FIXED_BYTES + texts + attributesBytes(span.attributes) + events + links;
}

function attributesBytes(attributes: Readonly<Record<string, AttributeValue | undefined>> | undefined): number {
  let bytes = 0;
  for (const key in attributes) {
    const value = attributes[key];
    bytes += ENTRY_BYTES + key.length + (value === undefined ? 0 : attributeBytes(value));
  }
  return bytes;
}
