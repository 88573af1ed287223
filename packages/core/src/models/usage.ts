import type { Attributes } from '@opentelemetry/api';
import * as own from '../vocabulary/own-names.ts';
import * as semconv from '../vocabulary/semconv.ts';

/**
 * Tokens of one model call, in the meaning of the GenAI convention whatever the provider's: `input` includes what came
 * from a cache or went into one, `output` includes reasoning, and every other count is a part of one of these two.
 */
export interface Usage {
  readonly input?: number | undefined;
  readonly output?: number | undefined;
  readonly cacheRead?: number | undefined;
  /** Cache writes of any lifetime. */
  readonly cacheWrite?: number | undefined;
  /** The part of the cache writes that is kept for an hour and costs more. */
  readonly cacheWrite1h?: number | undefined;
  readonly reasoning?: number | undefined;
  readonly audioInput?: number | undefined;
  readonly audioOutput?: number | undefined;
  readonly imageInput?: number | undefined;
  readonly imageOutput?: number | undefined;
}

/** How sure token counts are: told by the provider, counted, estimated with the provider's own scale, or just estimated. */
export type TokensSource = 'usage' | 'exact' | 'calibrated' | 'estimated';

const attributeOf = {
  input: semconv.ATTR_GEN_AI_USAGE_INPUT_TOKENS,
  output: semconv.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS,
  cacheRead: semconv.ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS,
  cacheWrite: semconv.ATTR_GEN_AI_USAGE_CACHE_WRITE_INPUT_TOKENS,
  cacheWrite1h: own.ATTR_USAGE_CACHE_WRITE_1H,
  reasoning: semconv.ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS,
  audioInput: semconv.ATTR_GEN_AI_USAGE_AUDIO_INPUT_TOKENS,
  audioOutput: semconv.ATTR_GEN_AI_USAGE_AUDIO_OUTPUT_TOKENS,
  imageInput: semconv.ATTR_GEN_AI_USAGE_IMAGE_INPUT_TOKENS,
  imageOutput: semconv.ATTR_GEN_AI_USAGE_IMAGE_OUTPUT_TOKENS,
} as const satisfies Record<keyof Usage, string>;

const parts = Object.entries(attributeOf) as [keyof Usage, string][];

/** Names of all parts. */
export const usageParts: readonly string[] = Object.keys(attributeOf);

/** The usage as span attributes. A detail that is zero says nothing and is left out; a total that is zero is told. */
export function usageAttributes(usage: Usage, source: TokensSource): Attributes {
  const attributes: Attributes = { [own.ATTR_TOKENS_SOURCE]: source };
  for (const [part, attribute] of parts) {
    const count = usage[part];
    if (count !== undefined && (count > 0 || part === 'input' || part === 'output')) attributes[attribute] = count;
  }
  if (usage.input !== undefined || usage.output !== undefined)
    attributes[own.ATTR_TOKENS_TOTAL] = (usage.input ?? 0) + (usage.output ?? 0);
  return attributes;
}

/** A count that a peer told: a whole number that is not negative, else undefined. */
export function tokenCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** Sum of the counts that are there; undefined when none is. */
export function sumOf(...counts: readonly (number | undefined)[]): number | undefined {
  const known = counts.filter((count) => count !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, count) => sum + count, 0);
}
