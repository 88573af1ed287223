import { createHash } from 'node:crypto';
import { createContextKey, trace, type Context, type Link, type SpanContext } from '@opentelemetry/api';
import type { Side } from '@mcp-otel/core';
import { member, type Message } from '../protocol/messages.ts';
import { activeContext } from '../telemetry/live-globals.ts';
import type { OpenCall } from './connection.ts';
import type { SentParent } from './parents.ts';
import { recallOnce, remember } from './recollection.ts';

/**
 * Rounds of one logical call (MCP 2026-07-28): an answer `input_required` ends a request, and the client asks again with
 * what was wanted. The later request is linked to the earlier one.
 */
interface Round {
  readonly method: string;
  readonly span: SpanContext;
}

/** Set where the answer is delivered: the SDK sends the next round from there. */
const ROUND = createContextKey('mcp-otel round');

/** The context in which an answer is delivered to its caller. */
export function answerContext({ context, method, span }: OpenCall, answer: Message): Context {
  if (span === undefined || !wantsInput(answer)) return context;
  return context.setValue(ROUND, { method, span: span.span.spanContext() } satisfies Round);
}

/** Remembers a call that needs another round, for the one who brings its state back. */
export function roundAnswered({ side, method, span }: OpenCall, answer: Message): void {
  if (span === undefined || !wantsInput(answer)) return;
  const key = keyOf(side, method, member(answer, 'result', 'requestState'));
  if (key !== undefined) remember(key, span.span.spanContext());
}

/** The request that a request continues. */
export function roundBefore(side: Side, message: Message & { readonly method: string }): Link[] {
  const state = member(message, 'params', 'requestState');
  if (state === undefined && member(message, 'params', 'inputResponses') === undefined) return [];
  const key = keyOf(side, message.method, state);
  const before =
    (side === 'client' ? delivered(message.method) : undefined) ?? (key === undefined ? undefined : recallOnce(key));
  return before === undefined ? [] : [{ context: before }];
}

/** Where a later round hangs whose caller has no span: in the trace of the one before. */
export function roundParent(caller: SentParent, method: string): SentParent {
  const before = delivered(method); // What is only remembered by its state may be somebody else's.
  return before === undefined ? caller : { parent: trace.setSpanContext(caller.parent, before), source: 'context' };
}

function delivered(method: string): SpanContext | undefined {
  const round = activeContext().getValue(ROUND) as Round | undefined;
  return round?.method === method ? round.span : undefined;
}

function wantsInput(answer: Message): boolean {
  return member(answer, 'result', 'resultType') === 'input_required';
}

/** Both ends of a call may live in one process. The state belongs to the server, so only its digest is kept. */
function keyOf(side: Side, method: string, state: unknown): string | undefined {
  if (typeof state !== 'string') return undefined;
  return `round ${side} ${method} ${createHash('sha256').update(state).digest('base64')}`;
}
