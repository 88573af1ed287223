import { SpanKind, trace } from '@opentelemetry/api';
import { own } from '@mcp-otel/core';
import {
  declaredVersion,
  isNotification,
  isRequest,
  isResponse,
  member,
  metaOf,
  type Notification,
  type Request,
} from '../protocol/messages.ts';
import type { SendOptions } from '../protocol/protocol-class.ts';
import { belongingAttributes } from './belonging.ts';
import { abandonedEnd, sendFailureEnd } from './call-end.ts';
import type { Connection } from './connection.ts';
import { argumentBytes, describe } from './describe.ts';
import { answered } from './inbound.ts';
import { injectContext } from './inject-context.ts';
import { notificationSent } from './notifications.ts';
import { sentParent } from './parents.ts';
import type { Seam } from './seam.ts';
import type { Sending } from './sending.ts';
import { open, settle } from './settle.ts';

/** Signal of the caller of the request that is being made now; the SDK's own signal does not tell why it aborted. */
let callerSignal: AbortSignal | undefined;

/** Runs a request function of the SDK, so that the message it sends can be tied to its caller's signal. */
export function withCallerSignal<Result>(signal: AbortSignal | undefined, request: () => Result): Result {
  const outer = callerSignal;
  callerSignal = signal;
  try {
    return request();
  } finally {
    callerSignal = outer;
  }
}

/** Looks at a message on its way out. Undefined: send it as it is. */
export function outgoing(
  seam: Seam,
  connection: Connection,
  message: unknown,
  options: SendOptions | undefined,
): Sending | undefined {
  if (isRequest(message)) return requestSent(seam, connection, message, options);
  if (isResponse(message)) {
    answered(seam, connection, message);
    return undefined;
  }
  if (!isNotification(message)) return undefined;
  if (message.method === 'notifications/cancelled') giveUp(seam, connection, message);
  return notificationSent(seam, connection, message, sentParent(connection, options));
}

function requestSent(seam: Seam, connection: Connection, message: Request, options: SendOptions | undefined): Sending {
  connection.learnRole(message.method, 'sent');
  if (message.method === 'initialize') connection.forgetVersion();
  connection.learnVersion(declaredVersion(message));
  const parent = sentParent(connection, options);
  const { spanName, method, tool, attributes } = describe(connection, message, 'client');
  const bytesOut = argumentBytes(message);
  if (bytesOut !== undefined) attributes[own.ATTR_PAYLOAD_BYTES_OUT] = bytesOut;
  attributes[own.ATTR_PARENT_SOURCE] = trace.getSpan(parent) === undefined ? 'none' : 'context';
  const span = seam.telemetry.startSpan(spanName, { kind: SpanKind.CLIENT, attributes }, parent);
  const context = span === undefined ? parent : trace.setSpan(parent, span);
  const call = { side: 'client', method, meta: metaOf(message), context } as const;
  span?.setAttributes(belongingAttributes(seam, connection, call));
  open(seam, connection, {
    id: message.id,
    side: 'client',
    method,
    tool,
    span,
    context: parent,
    startedMs: seam.now(),
  });
  endOnAbort(seam, connection, message.id, options?.requestSignal);
  return {
    message: injectContext(seam, context, message),
    context,
    sent: () => undefined,
    failed: (error) => end(seam, connection, message.id, sendFailureEnd(error)),
  };
}

/** On HTTP since 2026-07-28 giving up a call sends nothing: it aborts the exchange. */
function endOnAbort(seam: Seam, connection: Connection, id: string | number, signal: AbortSignal | undefined): void {
  if (signal === undefined) return;
  const caller = callerSignal;
  signal.addEventListener(
    'abort',
    () => {
      // The SDK aborts without a reason. Unless the caller's own signal fired, its time-out did.
      const reason: unknown = caller?.aborted === true ? caller.reason : 'Request timed out';
      seam.breaker.run('abort', () => end(seam, connection, id, abandonedEnd(reason)));
    },
    { once: true },
  );
}

function giveUp(seam: Seam, connection: Connection, message: Notification): void {
  end(seam, connection, member(message, 'params', 'requestId'), abandonedEnd(member(message, 'params', 'reason')));
}

function end(seam: Seam, connection: Connection, id: unknown, how: Parameters<typeof settle>[3]): void {
  const call = connection.outbound.take(id);
  if (call !== undefined) settle(seam, connection, call, how);
}
