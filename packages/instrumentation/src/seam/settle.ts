import type { Attributes } from '@opentelemetry/api';
import { ATTR_ERROR_TYPE, ATTR_RPC_STATUS_CODE } from '@opentelemetry/semantic-conventions';
import {
  eventOfCode,
  eventOfStatus,
  own,
  semconv,
  slot,
  verdictOf,
  type CallEnd,
  type SecurityEvent,
  type Verdict,
} from '@mcp-otel/core';
import { answerContent } from '../content/mcp-content.ts';
import { resultDigest } from '../ledger/call-digests.ts';
import type { Message } from '../protocol/messages.ts';
import type { CallSpan } from '../telemetry/call-span.ts';
import type { Connection, OpenCall, OpenCalls } from './connection.ts';
import { connectionLabels } from './describe.ts';
import { callResponseHook } from './hooks.ts';
import type { Seam } from './seam.ts';

/** Calls without an answer that a process keeps: a peer that never answers must not fill the memory. */
const MAX_OPEN_CALLS = 10_000;

/** Calls of all connections that have not ended, oldest first. */
const inFlight = (): Map<OpenCall, Connection> => slot('in-flight', () => new Map<OpenCall, Connection>());

/** Enters a call into its connection's table; the oldest of too many gives way. */
export function open(seam: Seam, connection: Connection, call: OpenCall): void {
  const table = callsOf(connection, call.side);
  const replaced = table.take(call.id);
  if (replaced !== undefined) settle(seam, connection, replaced, { abandoned: 'failed', errorName: 'id_reused' });
  table.add(call);
  const calls = inFlight().set(call, connection);
  if (call.uncounted !== true) countStarted(seam, call);
  const oldest = calls.entries().next();
  if (calls.size > MAX_OPEN_CALLS && !oldest.done) evict(seam, ...oldest.value);
}

/** Calls that make up the volume of a session; what only keeps a connection going is none. */
const volume: ReadonlySet<string> = new Set(['tools/call', 'resources/read', 'prompts/get']);

function countStarted(seam: Seam, { side, method, session }: OpenCall): void {
  seam.telemetry.counts.callStarted(side);
  if (session !== undefined && volume.has(method)) seam.sessions.count(side, session, seam.now());
}

function evict(seam: Seam, call: OpenCall, connection: Connection): void {
  callsOf(connection, call.side).take(call.id);
  settle(seam, connection, call, { abandoned: 'failed', errorName: 'evicted' });
}

function callsOf({ outbound, inbound }: Connection, side: OpenCall['side']): OpenCalls {
  return side === 'client' ? outbound : inbound;
}

/**
 * Ends a call, once: span status and attributes, duration and counters, all from one verdict so that they agree.
 *
 * @param answer the message that ended it, where there was one
 */
export function settle(seam: Seam, connection: Connection, call: OpenCall, end: CallEnd, answer?: Message): void {
  if (!inFlight().delete(call)) return;
  call.settled?.();
  const verdict = verdictOf(call.side, call.method, end);
  const refusal = eventOf(end);
  if (refusal !== undefined) call.span?.write({ [own.ATTR_SECURITY_EVENT]: refusal });
  if (call.span !== undefined) endSpan(seam, call, call.span, verdict, end, answer);
  if (refusal !== undefined && call.uncounted !== true) seam.telemetry.counts.refused(call.side, refusal);
  if (call.uncounted !== true) count(seam, connection, call, verdict);
}

/** The security event that an answer tells of. */
function eventOf({ errorCode, httpStatus }: CallEnd): SecurityEvent | undefined {
  if (errorCode !== undefined) return eventOfCode(errorCode);
  return httpStatus === undefined ? undefined : eventOfStatus(httpStatus);
}

function count(seam: Seam, connection: Connection, call: OpenCall, verdict: Verdict): void {
  seam.telemetry.counts.callSettled(call.side);
  seam.telemetry.recorder()?.callEnded({
    side: call.side,
    method: call.method,
    tool: call.tool,
    outcome: verdict.outcome,
    seconds: (seam.now() - call.startedMs) / 1000,
    labels: labelsOf(connection, call, verdict),
  });
}

/** Ends every call that a lost connection leaves behind. */
export function settleAll(seam: Seam, connection: Connection, calls: readonly OpenCall[], end: CallEnd): void {
  for (const call of calls) settle(seam, connection, call, end);
}

/** Ends every call of the process. */
export function settleEverything(seam: Seam, end: CallEnd): void {
  for (const [call, connection] of inFlight()) {
    callsOf(connection, call.side).take(call.id);
    settle(seam, connection, call, end);
  }
}

/** Marks a span by a verdict, without ending it. */
export function markSpan(
  { content }: Seam,
  span: CallSpan,
  { outcome, statusCode, errorType, description }: Verdict,
): void {
  span.write({
    [own.ATTR_OUTCOME]: outcome,
    ...(statusCode !== undefined && {
      [semconv.ATTR_RPC_RESPONSE_STATUS_CODE]: statusCode,
      [ATTR_RPC_STATUS_CODE]: statusCode,
    }),
    ...(errorType !== undefined && { [ATTR_ERROR_TYPE]: errorType }),
  });
  if (errorType !== undefined) span.fail(description === undefined ? undefined : content.text(description));
}

function endSpan(
  seam: Seam,
  call: OpenCall,
  span: CallSpan,
  verdict: Verdict,
  { resultType }: CallEnd,
  answer: Message | undefined,
): void {
  markSpan(seam, span, verdict);
  if (answer !== undefined) {
    span.write(answerContent(seam, call.method, answer));
    if (seam.settings.payloadDigest) span.write(resultDigest(seam, call.method, answer));
  }
  if (resultType !== undefined && resultType !== 'complete') {
    span.write({ [own.ATTR_RESULT_TYPE]: resultType.slice(0, 64) });
  }
  if (inventedTool(seam, call, verdict)) span.rename(call.method);
  callResponseHook(seam, span, call, verdict, answer);
  span.end();
}

/**
 * A tool that the server never listed and did not run: its name is the model's invention and would be a new span name.
 * SDK v1 answers with `isError`, v2 with -32602, servers of their own making with -32601.
 */
function inventedTool(seam: Seam, { tool }: OpenCall, { statusCode, outcome }: Verdict): boolean {
  const refused = statusCode === '-32602' || statusCode === '-32601' || outcome === 'tool_error';
  return refused && tool !== undefined && !seam.telemetry.labels.knows(tool);
}

/** Most calls succeed, with the same labels as the one before. */
function labelsOf(connection: Connection, { side, method }: OpenCall, verdict: Verdict): Readonly<Attributes> {
  const { errorType, statusCode } = verdict;
  const labels = connectionLabels(connection, side === 'client', method === 'tools/call');
  if (errorType === undefined && statusCode === undefined) return labels;
  return {
    ...labels,
    ...(errorType !== undefined && { [ATTR_ERROR_TYPE]: errorType }),
    ...(statusCode !== undefined && { [semconv.ATTR_RPC_RESPONSE_STATUS_CODE]: statusCode }),
  };
}
