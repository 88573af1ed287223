import { failsOn } from '../vocabulary/error-codes.ts';
import { ERROR_TYPE_TIMEOUT, ERROR_TYPE_TOOL_ERROR } from '../vocabulary/semconv.ts';
import { isNegotiation, outcomeOf, type CallEnd, type Outcome } from './outcome.ts';

/** What span and metrics say about the end of a call; `error.type` is the same on both, as the conventions demand. */
export interface Verdict {
  readonly outcome: Outcome;
  /** Present exactly when the operation failed on this side; then the span status is ERROR. */
  readonly errorType?: string;
  /** Error code of the peer's answer, never of a local error. */
  readonly statusCode?: string;
  /** Description for the span status: the peer's or the local error's message. */
  readonly description?: string;
}

/**
 * Status and `error.type` by the MCP convention, section "Recording errors".
 *
 * Success leaves the status unset. Codes that tell of the caller's mistake do not fail the server. A cancellation by
 * the caller is no error, as in the HTTP convention.
 */
export function verdictOf(side: 'client' | 'server', method: string, end: CallEnd): Verdict {
  const outcome = outcomeOf(end);
  const errorType = isNegotiation(method, end) ? undefined : errorTypeOf(side, outcome, end);
  return {
    outcome,
    ...(errorType !== undefined && { errorType }),
    ...(end.errorCode !== undefined && { statusCode: String(end.errorCode) }),
    ...(errorType !== undefined && end.message !== undefined && { description: end.message }),
  };
}

function errorTypeOf(side: 'client' | 'server', outcome: Outcome, end: CallEnd): string | undefined {
  switch (outcome) {
    case 'ok':
    case 'cancelled':
    case 'input_required':
      return undefined;
    case 'tool_error':
      return ERROR_TYPE_TOOL_ERROR;
    case 'timeout':
      return ERROR_TYPE_TIMEOUT;
    case 'protocol_error':
      if (end.errorCode === undefined) return '_OTHER';
      return failsOn(side, end.errorCode) ? String(end.errorCode) : undefined;
    case 'denied':
    case 'transport_error':
      return end.httpStatus !== undefined ? String(end.httpStatus) : (end.errorName ?? connectionError(end));
    default:
      return outcome satisfies never;
  }
}

function connectionError(end: CallEnd): string {
  return end.abandoned === 'closed' ? 'connection_closed' : '_OTHER';
}
