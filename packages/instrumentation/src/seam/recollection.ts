import type { SpanContext } from '@opentelemetry/api';
import { slot } from '@mcp-otel/core';

/** Spans that are kept for messages to come; the one that was kept longest gives way. */
const MAX_SPANS = 4_096;

/**
 * Spans that a later message may refer to, by what it will say: a task, or a state that it brings back. Of this process,
 * because the message may come over another connection.
 */
const spans = (): Map<string, SpanContext | undefined> => slot('recollection', () => new Map());

/** Keeps a span; two that would be found by the same words are both forgotten, because one of them would be a lie. */
export function remember(key: string, span: SpanContext): void {
  const kept = spans();
  const ambiguous = kept.has(key) && kept.get(key)?.spanId !== span.spanId;
  kept.delete(key);
  kept.set(key, ambiguous ? undefined : span);
  const oldest = kept.keys().next();
  if (kept.size > MAX_SPANS && !oldest.done) kept.delete(oldest.value);
}

export function recall(key: string): SpanContext | undefined {
  return spans().get(key);
}

/** As `recall`, for what is referred to once. */
export function recallOnce(key: string): SpanContext | undefined {
  const span = spans().get(key);
  if (span !== undefined) spans().delete(key);
  return span;
}
