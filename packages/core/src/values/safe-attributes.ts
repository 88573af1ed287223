import type { Attributes, AttributeValue } from '@opentelemetry/api';
import { ATTR_TRUNCATED } from '../vocabulary/own-names.ts';
import { boundedJson } from './bounded-json.ts';
import { MAX_SPAN_BYTES, MAX_VALUE_BYTES } from './limits.ts';
import { safeName, safeText } from './safe-text.ts';

/**
 * Turns whatever an application hands over into an attribute that the OpenTelemetry API takes without harm: strings are
 * repaired and bounded, numbers and booleans pass, everything else becomes bounded JSON. Undefined when there is nothing
 * to record. Never throws.
 */
export function safeAttribute(value: unknown): AttributeValue | undefined {
  switch (typeof value) {
    case 'string':
      return safeText(value);
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'undefined':
      return undefined;
    default:
      return value === null ? undefined : boundedJson(value).text;
  }
}

/**
 * A copy of the attributes within the byte budgets of one span. What came first stays: put first what must not be lost.
 * Says so in `mcp_otel.truncated` when something was cut or left out.
 */
export function safeAttributes(source: object): Attributes {
  const attributes: Attributes = Object.create(null) as Attributes; // `__proto__` is a key like any other here.
  let bytesLeft = MAX_SPAN_BYTES;
  let truncated = false;
  for (const [name, value] of dataProperties(source)) {
    const key = safeName(name) ?? '';
    const safe = safeAttribute(value);
    if (key === '' || safe === undefined) continue;
    const bytes = key.length + attributeBytes(safe);
    truncated ||= bytes > bytesLeft || wasCut(value, safe);
    if (bytes > bytesLeft) break;
    bytesLeft -= bytes;
    attributes[key] = safe;
  }
  if (truncated) attributes[ATTR_TRUNCATED] = true;
  return attributes;
}

/** Bytes that an attribute value takes, as far as budgets are concerned. */
export function attributeBytes(value: AttributeValue): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (!Array.isArray(value)) return 8;
  return value.reduce<number>((sum, item) => sum + (typeof item === 'string' ? Buffer.byteLength(item) : 8), 0);
}

function wasCut(value: unknown, safe: AttributeValue): boolean {
  return typeof value === 'string' && typeof safe === 'string'
    ? safe.length < value.length
    : typeof safe === 'string' && Buffer.byteLength(safe) > MAX_VALUE_BYTES - 512;
}

/** Own data properties; accessors are left out because reading them runs the application's code. */
function* dataProperties(source: object): Generator<readonly [string, unknown]> {
  try {
    for (const key of Object.keys(source)) {
      const descriptor = Object.getOwnPropertyDescriptor(source, key);
      if (descriptor !== undefined && 'value' in descriptor) yield [key, descriptor.value];
    }
  } catch {
    // A revoked or hostile proxy has no properties that could be told.
  }
}
