import type { AttributeValue } from '@opentelemetry/api';
import * as semconv from '../vocabulary/semconv.ts';
import { count, number, record, text, textList } from './conversions.ts';
import type { Conversion } from './dialect.ts';

/** Parameters of requests as providers call them, and their names in the convention. */
const parameters: readonly (readonly [key: string, name: string, as: Conversion])[] = [
  ['max_tokens', semconv.ATTR_GEN_AI_REQUEST_MAX_TOKENS, count],
  ['max_completion_tokens', semconv.ATTR_GEN_AI_REQUEST_MAX_TOKENS, count],
  ['max_output_tokens', semconv.ATTR_GEN_AI_REQUEST_MAX_TOKENS, count],
  ['maxTokens', semconv.ATTR_GEN_AI_REQUEST_MAX_TOKENS, count],
  ['temperature', semconv.ATTR_GEN_AI_REQUEST_TEMPERATURE, number],
  ['top_p', semconv.ATTR_GEN_AI_REQUEST_TOP_P, number],
  ['topP', semconv.ATTR_GEN_AI_REQUEST_TOP_P, number],
  ['top_k', semconv.ATTR_GEN_AI_REQUEST_TOP_K, number],
  ['frequency_penalty', semconv.ATTR_GEN_AI_REQUEST_FREQUENCY_PENALTY, number],
  ['presence_penalty', semconv.ATTR_GEN_AI_REQUEST_PRESENCE_PENALTY, number],
  ['seed', semconv.ATTR_GEN_AI_REQUEST_SEED, count],
  ['stop', semconv.ATTR_GEN_AI_REQUEST_STOP_SEQUENCES, textList],
  ['stop_sequences', semconv.ATTR_GEN_AI_REQUEST_STOP_SEQUENCES, textList],
  ['model', semconv.ATTR_GEN_AI_REQUEST_MODEL, text],
];

/** What an object of parameters, or its JSON, says in the names of the convention. */
export function requestParameters(value: unknown): Readonly<Record<string, AttributeValue | undefined>> {
  const given = record(value);
  const attributes: Record<string, AttributeValue | undefined> = {};
  for (const [key, name, as] of parameters) attributes[name] ??= as(given[key]);
  if (given['stream'] === true) attributes[semconv.ATTR_GEN_AI_REQUEST_STREAM] = true;
  return attributes;
}
