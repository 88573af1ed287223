import type { CallEnd } from '@mcp-otel/core';
import { ownValue, safeText } from '@mcp-otel/core';
import { member, type Message } from '../protocol/messages.ts';

/** Longest message of an error that is kept on a span, in bytes. */
const MAX_MESSAGE_BYTES = 1024;

/** The end of a call by the peer's answer. */
export function answerEnd(answer: Message): CallEnd {
  if (answer.error !== undefined && answer.error !== null) {
    const code = member(answer, 'error', 'code');
    return {
      refused: true,
      ...(typeof code === 'number' && Number.isSafeInteger(code) && { errorCode: code }),
      ...messageOf(answer.error),
    };
  }
  const isError = member(answer, 'result', 'isError');
  const resultType = member(answer, 'result', 'resultType');
  return {
    answered: true,
    ...(typeof isError === 'boolean' && { isError }),
    ...(typeof resultType === 'string' && { resultType }),
  };
}

/** The end of a call whose message could not be sent: an HTTP refusal, or a broken connection. */
export function sendFailureEnd(error: unknown): CallEnd {
  const status = httpStatusOf(error);
  return {
    abandoned: 'failed',
    ...(status === undefined ? named(error) : { httpStatus: status }),
    ...messageOf(error),
  };
}

/** The end of a call that its caller gave up, by the reason that the SDK sends along or the caller's signal holds. */
export function abandonedEnd(reason: unknown): CallEnd {
  const text = reason instanceof Error ? `${reason.name}: ${reason.message}` : typeof reason === 'string' ? reason : '';
  return {
    abandoned: timeoutReason.test(text.slice(0, 200)) ? 'timeout' : 'cancelled',
    message: safeText(text, MAX_MESSAGE_BYTES),
  };
}

// SDK v1: "McpError: MCP error -32001: Request timed out", v2: "SdkError: Request timed out", AbortSignal.timeout():
// "TimeoutError: The operation was aborted due to timeout".
const timeoutReason = /timed out|TimeoutError|Maximum total timeout exceeded/;

function httpStatusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, status, statusCode, data, name } = error as {
    code?: unknown;
    status?: unknown;
    statusCode?: unknown; // @ai-sdk/mcp
    data?: { status?: unknown };
    name?: unknown;
  };
  if (name === 'UnauthorizedError') return 401; // SDK v1 throws it instead of the status when it has an auth provider.
  return [code, status, statusCode, data?.status]
    .map(Number)
    .find((value) => Number.isInteger(value) && value >= 400 && value < 600);
}

/** What is a name, and no sentence about somebody. */
const NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

function named(error: unknown): { errorName?: string } {
  if (typeof error !== 'object' || error === null) return {};
  const { code, name } = error as { code?: unknown; name?: unknown };
  const known = typeof code === 'string' ? code : name;
  return typeof known === 'string' && known !== 'Error' ? { errorName: NAME.test(known) ? known : '_OTHER' } : {};
}

function messageOf(error: unknown): { message?: string } {
  const message = ownValue(error, 'message');
  return typeof message === 'string' ? { message: safeText(message, MAX_MESSAGE_BYTES) } : {};
}
