import { types } from 'node:util';
import { ownValue, slot } from '@mcp-otel/core';
import {
  isCancellation,
  isNotification,
  isRequest,
  isResponse,
  type Notification,
  type Request,
} from '../protocol/messages.ts';
import { isTmcpServerClass } from '../protocol/foreign-classes.ts';
import type { InboundExtra } from '../protocol/protocol-class.ts';
import { Connection } from '../seam/connection.ts';
import { answered, cancelled, handlerFailed, requestReceived } from '../seam/inbound.ts';
import { notificationReceived } from '../seam/notifications.ts';
import { outgoing } from '../seam/outbound.ts';
import { responseReceived } from '../seam/responses.ts';
import type { Seam } from '../seam/seam.ts';
import type { Sending } from '../seam/sending.ts';
import { withContext } from '../telemetry/live-globals.ts';
import { replaceMethod, wrapFunction, type Call } from '../wrap/replace-method.ts';
import { tmcpConnection } from './tmcp-connection.ts';

/**
 * Puts the seam into the server of tmcp. It has no transport of its own: a transport gives each message to `receive` and
 * sends what the promise brings, and what the server itself has to say it hears by `on('send')`.
 *
 * @returns false when the class is none
 */
export function patchTmcpServer(seam: Seam, candidate: unknown): boolean {
  if (!isTmcpServerClass(candidate)) return false;
  replaceMethod(candidate.prototype, 'receive', (call) => receive(seam, call));
  replaceMethod(candidate.prototype, 'on', (call) => on(seam, call));
  seam.debug(`server class ${candidate.name} of tmcp patched`);
  return true;
}

function receive(seam: Seam, { self, args: [message, ctx], proceed }: Call): unknown {
  const connection = seam.breaker.run('receive', () => tmcpConnection(self as object, ctx));
  if (connection === undefined) return proceed();
  if (isRequest(message)) return onRequest(seam, connection, message, ctx, proceed);
  if (isNotification(message)) return onNotification(seam, connection, message, ctx, proceed);
  if (!isResponse(message)) return proceed();
  const context = seam.breaker.run('answer', () =>
    responseReceived(seam, tmcpConnection(self as object, undefined), message),
  );
  return context === undefined ? proceed() : withContext(context, proceed);
}

function onRequest(
  seam: Seam,
  connection: Connection,
  request: Request,
  ctx: unknown,
  proceed: Call['proceed'],
): unknown {
  const context = seam.breaker.run('request', () => {
    endOnAbort(seam, connection, request, ownValue(ctx, 'signal'));
    return requestReceived(seam, connection, request, extraOf(ctx));
  });
  const answer = (message: unknown): unknown => {
    seam.breaker.run('answer', () => {
      if (isResponse(message)) answered(seam, connection, message);
      else handlerFailed(seam, connection, request.id, undefined); // Nobody will get an answer: that is no success.
    });
    return message;
  };
  const fail = (error: unknown): never => {
    seam.breaker.run('failed request', () => handlerFailed(seam, connection, request.id, error));
    throw error;
  };
  try {
    const result = context === undefined ? proceed() : withContext(context, proceed);
    return types.isPromise(result) ? result.then(answer, fail) : result;
  } catch (error) {
    return fail(error);
  }
}

/** Over HTTP a caller that gives up closes its stream; the handler runs on and nobody gets its answer. */
function endOnAbort(seam: Seam, connection: Connection, { id }: Request, signal: unknown): void {
  if (!(signal instanceof AbortSignal)) return;
  const cancel = { method: 'notifications/cancelled', params: { requestId: id } };
  signal.addEventListener('abort', () => seam.breaker.run('abort', () => cancelled(seam, connection, cancel)), {
    once: true,
  });
}

function onNotification(
  seam: Seam,
  connection: Connection,
  message: Notification,
  ctx: unknown,
  proceed: Call['proceed'],
): unknown {
  const received = seam.breaker.run('notification', () => {
    if (isCancellation(message)) cancelled(seam, connection, message);
    return notificationReceived(seam, connection, message, extraOf(ctx));
  });
  const result = received === undefined ? proceed() : withContext(received.context, proceed);
  if (received !== undefined) seam.breaker.run('notification', received.finish);
  return result;
}

/** tmcp tells who the caller is as the MCP SDK does, under another name. */
function extraOf(ctx: unknown): InboundExtra | undefined {
  const auth = ownValue(ctx, 'auth');
  return typeof auth === 'object' && auth !== null ? { authInfo: auth } : undefined;
}

/** Each transport listens; what the server says is one message all the same. */
const sendings = (): WeakMap<object, Sending> => slot('tmcp-sendings', () => new WeakMap<object, Sending>());

function on(seam: Seam, { self, args, proceed }: Call): unknown {
  const [event, listener, ...rest] = args;
  if ((event !== 'send' && event !== 'broadcast') || typeof listener !== 'function') return proceed();
  const wrapped = wrapFunction(listener as (detail: unknown) => unknown, (call) => emit(seam, self as object, call));
  return proceed([event, wrapped, ...rest]);
}

function emit(seam: Seam, server: object, { args: [detail], proceed }: Call): unknown {
  const message = ownValue(detail, 'request');
  if (typeof message !== 'object' || message === null) return proceed();
  const sending = seam.breaker.run('send', () => sendingOf(seam, server, message));
  if (sending === undefined) return proceed();
  try {
    const result = withContext(sending.context, () => proceed([{ ...(detail as object), request: sending.message }]));
    seam.breaker.run('sent', sending.sent);
    return result;
  } catch (error) {
    seam.breaker.run('failed send', () => sending.failed(error));
    throw error;
  }
}

function sendingOf(seam: Seam, server: object, message: object): Sending | undefined {
  const known = sendings().get(message);
  if (known !== undefined) return { ...known, sent: () => undefined };
  const sending = outgoing(seam, tmcpConnection(server, undefined), message, undefined);
  if (sending !== undefined) sendings().set(message, sending);
  return sending;
}
