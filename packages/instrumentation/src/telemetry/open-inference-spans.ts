import type { Attributes, Span } from '@opentelemetry/api';
import { ownValue, semconv, slot } from '@mcp-otel/core';
import { attributesOf } from './outer-span.ts';

/** A span of a library that is, or may become, that of a model call. */
export interface ForeignInference {
  readonly span: Span;
  /** By the monotonic clock, in milliseconds. */
  startedMs: number;
  /** A call has been given to it. */
  bound: boolean;
  /** Others waited at the same time: which call it waits for cannot be known any more. */
  contested: boolean;
}

/** Scopes whose spans say only later that they are model calls; they are not active while they call. */
const lateScopes = /langchain|^gen_ai$/;
/** Spans that are remembered: open ones, and those that have just ended. */
const MAX_SPANS = 256;

/** The spans of this process, oldest first. */
export const foreignInferences = (): ForeignInference[] => slot('foreign-inferences', (): ForeignInference[] => []);

/** Remembers a span that a library has just started, if it may be that of a model call. */
export function noteForeignSpan(scope: unknown, options: unknown, span: Span): void {
  const late = typeof scope === 'string' && lateScopes.test(scope);
  if (!late && !isInference(ownValue(options, 'attributes') as Attributes | undefined)) return;
  const spans = foreignInferences();
  if (spans.at(-1)?.span === span) return; // Our delegate and the provider behind it both tell.
  spans.push({ span, startedMs: performance.now(), bound: false, contested: false });
  if (spans.length > MAX_SPANS) spans.shift();
}

/** Whether attributes are those of a model call: by the GenAI convention, the AI SDK 5 and 6, or OpenInference. */
export function isInference(attributes: Attributes | undefined): boolean {
  if (attributes === undefined) return false;
  const operation = attributes[semconv.ATTR_GEN_AI_OPERATION_NAME];
  if (typeof operation === 'string') return semconv.INFERENCE_OPERATIONS.includes(operation);
  const aiOperation = attributes['ai.operationId'];
  if (typeof aiOperation === 'string') return /\.do(?:Generate|Stream|Embed)$/.test(aiOperation);
  return attributes['openinference.span.kind'] === 'LLM';
}

/** Whether a span is that of a model call now. */
export function isInferenceSpan(span: Span): boolean {
  return isInference(attributesOf(span));
}
