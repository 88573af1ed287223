import type { SpanContext } from '@opentelemetry/api';
import { slot } from '@mcp-otel/core';

/** Spans that are kept for messages to come; the one that was kept longest gives way. */
const MAX_SPANS = 4_096;

/**
 * Spans that a later message may refer to, by what it will say: a task, or a state that it brings back. Of this process,
 * because the message may come over another connection.
 */
const spans = (): Map<string, SpanContext> => slot('recollection', () => new Map<string, SpanContext>());

export function remember(key: string, span: SpanContext): void {
  const kept = spans();
  kept.delete(key);
  kept.set(key, span);
  const oldest = kept.keys().next();
  if (kept.size > MAX_SPANS && !oldest.done) kept.delete(oldest.value);
}

export function recall(key: string): SpanContext | undefined {
  return spans().get(key);
}
