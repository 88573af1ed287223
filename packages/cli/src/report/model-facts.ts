import { own, semconv } from '@mcp-otel/core';
import type { ReceivedSpan } from '@mcp-otel/pipeline';

/** What is known of one call of a model. */
export interface ModelFacts {
  readonly provider: string;
  readonly model: string;
  readonly input: number;
  readonly cached: number;
  readonly output: number;
  /** How sure the counts are. */
  readonly tokensSource: string;
  /** Undefined where the price is not known. */
  readonly costUsd: number | undefined;
  /** First digits of the digest of the whole prompt. */
  readonly prompt: string;
  readonly ms: number;
  readonly outcome: string;
  /** Trace of the call that this one shadows; undefined for user-facing calls. */
  readonly shadowOf: string | undefined;
}

const SHORT = 8;

/** The facts of a span; undefined for what is no call of a model. */
export function modelFacts(span: ReceivedSpan): ModelFacts | undefined {
  const { attributes } = span;
  const operation = attributes[semconv.ATTR_GEN_AI_OPERATION_NAME];
  if (typeof operation !== 'string' || !semconv.INFERENCE_OPERATIONS.includes(operation)) return undefined;
  if (attributes[own.ATTR_DUPLICATE_OF] !== undefined) return undefined;
  const cost = attributes[own.ATTR_COST_USD];
  return {
    provider: text(attributes[semconv.ATTR_GEN_AI_PROVIDER_NAME]),
    model: text(attributes[semconv.ATTR_GEN_AI_REQUEST_MODEL]),
    input: count(attributes[semconv.ATTR_GEN_AI_USAGE_INPUT_TOKENS]),
    cached: count(attributes[semconv.ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS]),
    output: count(attributes[semconv.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS]),
    tokensSource: text(attributes[own.ATTR_TOKENS_SOURCE]),
    costUsd: cost === undefined ? undefined : Number(cost),
    prompt: text(attributes[own.ATTR_PROMPT_HASH]).slice(0, SHORT),
    outcome: text(attributes[own.ATTR_OUTCOME]),
    ms: Number(span.endUnixNano - span.startUnixNano) / 1e6,
    shadowOf: attributes[own.ATTR_SHADOW] === true ? text(attributes[own.ATTR_SHADOW_PARENT_TRACE_ID]) : undefined,
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function count(value: unknown): number {
  return value === undefined ? 0 : Number(value);
}
