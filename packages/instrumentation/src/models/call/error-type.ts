import type { CallEnding } from './model-call.ts';

/** Codes that tell more than an HTTP status, and what each is called. Others would make series without end. */
const codes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    context_length_exceeded: 'context_length_exceeded',
    string_above_max_length: 'context_length_exceeded',
    content_filter: 'content_filter',
    content_policy_violation: 'content_filter',
    moderation_blocked: 'content_filter',
    insufficient_quota: 'insufficient_quota',
    rate_limit_exceeded: 'rate_limit_exceeded',
    rate_limit_error: 'rate_limit_exceeded',
    overloaded_error: 'overloaded',
    server_error: 'server_error',
    api_error: 'server_error',
    timeout_error: 'timeout',
    unreadable: 'unreadable_answer',
    ThrottlingException: 'ThrottlingException',
    ValidationException: 'ValidationException',
    AccessDeniedException: 'AccessDeniedException',
    ResourceNotFoundException: 'ResourceNotFoundException',
    ModelTimeoutException: 'ModelTimeoutException',
    ModelErrorException: 'ModelErrorException',
    ModelNotReadyException: 'ModelNotReadyException',
    ModelStreamErrorException: 'ModelStreamErrorException',
    InternalServerException: 'InternalServerException',
    ServiceUnavailableException: 'ServiceUnavailableException',
    ServiceQuotaExceededException: 'ServiceQuotaExceededException',
  }),
);

/** Codes that say more than the status they come with. */
const sharper: ReadonlySet<string> = new Set(['context_length_exceeded', 'content_filter', 'insufficient_quota']);

/**
 * `error.type` of a call: the HTTP status, unless the provider's code says more than it; the provider's code where the
 * answer broke off; the name of the failure where there was no answer. Undefined for a call that did not fail: a call that
 * its caller gave up did not.
 */
export function errorTypeOf({ httpStatus, answer, failure, responseEnd, timedOut }: CallEnding): string | undefined {
  const code = answer?.error === undefined ? undefined : (codes.get(answer.error) ?? '_OTHER');
  if (httpStatus !== undefined) return code !== undefined && sharper.has(code) ? code : String(httpStatus);
  if (timedOut === true) return 'timeout';
  if (code !== undefined) return code;
  return responseEnd === 'cancelled' || responseEnd === 'aborted' ? undefined : failure;
}

/** Name of a failure without an answer. */
export function failureName(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '_OTHER';
  const { code, name, cause } = error as { readonly code?: unknown; readonly name?: unknown; readonly cause?: unknown };
  const inner = typeof cause === 'object' && cause !== null ? (cause as { readonly code?: unknown }).code : undefined;
  const known = [inner, code, name].find((each): each is string => typeof each === 'string' && each !== '');
  return known !== undefined && NAME.test(known) ? known : '_OTHER';
}

/** What is a name, and no sentence about somebody. */
const NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

/** Whether an error is the caller's own wish, and whether it was impatience. */
export function abortOf(error: unknown): 'aborted' | 'timeout' | undefined {
  const name: unknown =
    typeof error === 'object' && error !== null ? (error as { readonly name?: unknown }).name : undefined;
  if (name === 'TimeoutError') return 'timeout';
  return name === 'AbortError' ? 'aborted' : undefined;
}

/** How a call ended that has thrown: by its caller's own wish, or by a failure. */
export function thrownEnding(error: unknown): CallEnding {
  const abort = abortOf(error);
  return abort === undefined
    ? { failure: failureName(error) }
    : { responseEnd: 'aborted', timedOut: abort === 'timeout' };
}
