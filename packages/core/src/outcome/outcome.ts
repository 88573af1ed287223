/** How one MCP call ended, for the caller. Not the span status: a denied call is no failure of the server, a tool error is. */
export const outcomes = [
  'ok',
  'tool_error',
  'protocol_error',
  'transport_error',
  'timeout',
  'cancelled',
  'denied',
  'input_required',
] as const;

/** How one MCP call ended, for the caller. */
export type Outcome = (typeof outcomes)[number];

/** What is known when a call ends. Exactly one of the optional facts is usually present. */
export interface CallEnd {
  /** The answer was an error. */
  readonly refused?: true;
  /** `error.code` of the JSON-RPC answer, if it had a whole number there. */
  readonly errorCode?: number;
  /** `error.message` of the JSON-RPC answer, or of the local error that ended the call. */
  readonly message?: string;
  /** The answer was a result. */
  readonly answered?: true;
  /** `result.isError` of a `tools/call` answer (MCP 2024-11-05 and later). */
  readonly isError?: boolean;
  /** `result.resultType` (MCP 2026-07-28). */
  readonly resultType?: string;
  /** Status of the HTTP exchange that refused the message before any JSON-RPC answer. */
  readonly httpStatus?: number;
  /** Why there was no answer. */
  readonly abandoned?: 'timeout' | 'cancelled' | 'closed' | 'failed';
  /** Name or code of the local error, when there was no answer and no HTTP status. */
  readonly errorName?: string;
}

const denials: ReadonlySet<number> = new Set([401, 403, 429]);

/**
 * Classifies the end of a call.
 *
 * An answer wins over the caller's impatience: a call that was answered while it was being cancelled counts by its answer.
 */
export function outcomeOf(end: CallEnd): Outcome {
  if (end.refused || end.errorCode !== undefined) return 'protocol_error';
  if (end.resultType === 'input_required') return 'input_required';
  if (end.answered) return end.isError ? 'tool_error' : 'ok';
  if (end.httpStatus !== undefined) return denials.has(end.httpStatus) ? 'denied' : 'transport_error';
  if (end.abandoned === 'timeout' || end.abandoned === 'cancelled') return end.abandoned;
  return end.abandoned === undefined ? 'ok' : 'transport_error';
}

const counted: ReadonlySet<Outcome> = new Set(['ok', 'tool_error', 'protocol_error', 'transport_error', 'timeout']);

/**
 * Whether a call belongs into the success rate. Cancelled, denied and `input_required` calls stay out, and so does a
 * `server/discover` that does not succeed: that is how a client learns that a server is of an older revision.
 */
export function countsForSuccess(method: string, outcome: Outcome): boolean {
  return counted.has(outcome) && (method !== 'server/discover' || outcome === 'ok');
}

/**
 * A `server/discover` (MCP 2026-07-28) that an older server refuses, by a JSON-RPC error or by HTTP 4xx: a step of the
 * negotiation, not a failure.
 */
export function isNegotiation(method: string, { refused, errorCode, httpStatus = 0 }: CallEnd): boolean {
  const answered = refused || errorCode !== undefined;
  return method === 'server/discover' && (answered || (httpStatus >= 400 && httpStatus < 500));
}
