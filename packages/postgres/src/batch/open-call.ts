import { own, semconv } from '@mcp-otel/core';
import { serviceOf } from '../rows/span-row.ts';
import { safeTextUpTo } from '../rows/safe-text.ts';
import type { StorableSpan } from '../rows/storable-span.ts';
import { timeText } from './times.ts';

/** A call that has begun and not ended, as `accept_batch` takes it. */
export interface OpenCall {
  readonly trace_id: string;
  readonly span_id: string;
  readonly start_time: string;
  readonly name: string;
  readonly service: string;
  readonly session_id?: string;
  readonly tool?: string;
  readonly model?: string;
}

/** What is known of a call while it goes on. */
export type BegunSpan = Pick<StorableSpan, 'traceId' | 'spanId' | 'name' | 'start' | 'attributes' | 'resource'>;

/** The start of a call, for the table of calls that may never come back. */
export function openCall({ traceId, spanId, name, start, attributes, resource }: BegunSpan): OpenCall {
  const text = (key: string): string | undefined => {
    const value = attributes[key];
    return typeof value === 'string' ? safeTextUpTo(value, 512) : undefined;
  };
  const session = text(own.ATTR_SESSION_ID);
  const tool = text(semconv.ATTR_GEN_AI_TOOL_NAME);
  const model = text(semconv.ATTR_GEN_AI_REQUEST_MODEL);
  return {
    trace_id: traceId,
    span_id: spanId,
    start_time: timeText(start),
    name: safeTextUpTo(name, 512),
    service: serviceOf(resource),
    ...(session !== undefined && { session_id: session }),
    ...(tool !== undefined && { tool }),
    ...(model !== undefined && { model }),
  };
}
