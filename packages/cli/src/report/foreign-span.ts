import { own, semconv } from '@mcp-otel/core';
import type { ReceivedSpan } from '@mcp-otel/pipeline';
import { textOf } from './text-of.ts';

/** A span that another instrumentation has made, as it reads now. */
export interface ForeignSpanRow {
  readonly name: string;
  /** Its instrumentation scope. */
  readonly scope: string;
  readonly dialect: string;
  /** In current names. */
  readonly operation: string;
  readonly model: string;
  readonly input: number;
  readonly output: number;
  /** Attributes whose content was not asked for. */
  readonly withheld: readonly string[];
}

/** Spans of others that were read in current names. */
export function foreignSpans(spans: readonly ReceivedSpan[]): readonly ForeignSpanRow[] {
  return spans
    .filter(({ attributes }) => attributes[own.ATTR_NORMALIZED_FROM] !== undefined)
    .map(({ name, scope, attributes }) => ({
      name,
      scope: scope.name,
      dialect: textOf(attributes[own.ATTR_NORMALIZED_FROM]),
      operation: textOf(attributes[semconv.ATTR_GEN_AI_OPERATION_NAME]),
      model: textOf(attributes[semconv.ATTR_GEN_AI_REQUEST_MODEL]),
      input: Number(attributes[semconv.ATTR_GEN_AI_USAGE_INPUT_TOKENS] ?? 0),
      output: Number(attributes[semconv.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS] ?? 0),
      withheld: withheldIn(attributes[own.ATTR_CONTENT_WITHHELD]),
    }));
}

function withheldIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}
