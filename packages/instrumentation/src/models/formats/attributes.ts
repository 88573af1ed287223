import type { Attributes, AttributeValue } from '@opentelemetry/api';
import { safeText, semconv } from '@mcp-otel/core';
import { number, text } from './json.ts';

type Read = (value: unknown) => AttributeValue | undefined;

const MAX_STOPS = 16;

const readers = {
  number,
  text: (value) => (text(value) === undefined ? undefined : safeText(String(value), 256)),
  texts: (value) => {
    const list = (Array.isArray(value) ? (value as unknown[]) : [value]).filter((one) => typeof one === 'string');
    return list.length === 0 ? undefined : list.slice(0, MAX_STOPS).map((one) => safeText(one, 256));
  },
} as const satisfies Record<string, Read>;

/** How to read the parameters of the convention; what the wire formats call them is theirs to say. */
const kinds = {
  [semconv.ATTR_GEN_AI_REQUEST_MAX_TOKENS]: 'number',
  [semconv.ATTR_GEN_AI_REQUEST_TEMPERATURE]: 'number',
  [semconv.ATTR_GEN_AI_REQUEST_TOP_P]: 'number',
  [semconv.ATTR_GEN_AI_REQUEST_TOP_K]: 'number',
  [semconv.ATTR_GEN_AI_REQUEST_SEED]: 'number',
  [semconv.ATTR_GEN_AI_REQUEST_FREQUENCY_PENALTY]: 'number',
  [semconv.ATTR_GEN_AI_REQUEST_PRESENCE_PENALTY]: 'number',
  [semconv.ATTR_GEN_AI_REQUEST_CHOICE_COUNT]: 'number',
  [semconv.ATTR_GEN_AI_EMBEDDINGS_DIMENSION_COUNT]: 'number',
  [semconv.ATTR_GEN_AI_REQUEST_STOP_SEQUENCES]: 'texts',
  [semconv.ATTR_GEN_AI_REQUEST_ENCODING_FORMATS]: 'texts',
  [semconv.ATTR_GEN_AI_REQUEST_REASONING_LEVEL]: 'text',
  [semconv.ATTR_GEN_AI_REQUEST_PREVIOUS_RESPONSE_ID]: 'text',
  [semconv.ATTR_GEN_AI_OUTPUT_TYPE]: 'text',
  [semconv.ATTR_OPENAI_REQUEST_SERVICE_TIER]: 'text',
  [semconv.ATTR_OPENAI_RESPONSE_SERVICE_TIER]: 'text',
  [semconv.ATTR_OPENAI_RESPONSE_SYSTEM_FINGERPRINT]: 'text',
  [semconv.ATTR_OPENAI_API_TYPE]: 'text',
  [semconv.ATTR_AWS_BEDROCK_GUARDRAIL_ID]: 'text',
} as const satisfies Record<string, keyof typeof readers>;

/** Attributes of the parameters that are there and of the kind that they should be. */
export function parameters(values: { readonly [Attribute in keyof typeof kinds]?: unknown }): Attributes {
  const attributes: Attributes = {};
  for (const [attribute, value] of Object.entries(values) as [keyof typeof kinds, unknown][]) {
    const read: Read = readers[kinds[attribute]];
    const accepted = value === undefined || value === null ? undefined : read(value);
    if (accepted !== undefined) attributes[attribute] = accepted;
  }
  if (attributes[semconv.ATTR_GEN_AI_REQUEST_CHOICE_COUNT] === 1)
    delete attributes[semconv.ATTR_GEN_AI_REQUEST_CHOICE_COUNT];
  return attributes;
}

/** The convention's word for a demanded form of output. */
export function outputType(format: unknown): string | undefined {
  const type = text(format);
  if (type === undefined) return undefined;
  return type.startsWith('json') || type === 'application/json' ? 'json' : type === 'text' ? 'text' : undefined;
}
