import { own } from '@mcp-otel/core';
import {
  declaredVersion,
  isCancellation,
  isNotification,
  isRequest,
  isResponse,
  member,
  type Notification,
  type Request,
} from '../protocol/messages.ts';
import type { SendOptions } from '../protocol/protocol-class.ts';
import { beginSpan, sessionIn, type Beginning, type Begun } from './begin-span.ts';
import { abandonedEnd, sendFailureEnd } from './call-end.ts';
import type { Connection, OpenCall } from './connection.ts';
import { argumentBytes, describe, type Description } from './describe.ts';
import { argumentsDigest } from '../ledger/call-digests.ts';
import { isIgnored } from './ignored.ts';
import { answered } from './inbound.ts';
import { injectContext } from './inject-context.ts';
import { notificationSent } from './notifications.ts';
import { askedBy } from './asked-by.ts';
import { isIn, sentParent, type SentParent } from './parents.ts';
import { roundBefore, roundParent } from './rounds.ts';
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
  if (isCancellation(message)) giveUp(seam, connection, message);
  return notificationSent(seam, connection, message, sentParent(seam, connection, message, options));
}

function requestSent(seam: Seam, connection: Connection, message: Request, options: SendOptions | undefined): Sending {
  learnFromSent(connection, message);
  const caller = sentParent(seam, connection, message, options);
  const { begun, call } = beginRequest(seam, connection, message, caller);
  const { resumptionToken } = options ?? {};
  if (resumptionToken !== undefined) begun.span?.write({ [own.ATTR_RESUMED]: true });
  // A request that is only resumed is not sent, and its call was counted when it was.
  const settled = endOnAbort(seam, connection, message, options?.[connection.callersSignal]);
  open(seam, connection, { ...call, settled, ...(resumptionToken !== undefined && { uncounted: true }) });
  return {
    message: injectContext(seam, begun.context, message),
    context: begun.context,
    sent: () => undefined,
    failed: (error) => end(seam, connection, message.id, sendFailureEnd(error)),
  };
}

function beginRequest(
  seam: Seam,
  connection: Connection,
  message: Request,
  caller: SentParent,
): { readonly begun: Begun; readonly call: OpenCall } {
  const description = describe(seam, connection, message, 'client');
  const { method, tool, prompt } = description;
  const startedMs = seam.now();
  const call = { id: message.id, side: 'client', method, tool, prompt, context: caller.parent, startedMs } as const;
  if (isIgnored(seam, connection, 'client', description)) {
    return { begun: { span: undefined, context: caller.parent }, call: { ...call, span: undefined, uncounted: true } };
  }
  const begun = beginSpan(seam, connection, beginningOf(seam, message, description, caller));
  const session = sessionIn(description);
  const given = tool !== undefined && seam.ledger.isAtWork ? member(message, 'params', 'arguments') : undefined;
  return { begun, call: { ...call, span: begun.span, session, arguments: given } };
}

function learnFromSent(connection: Connection, message: Request): void {
  connection.learnRole(message.method, 'sent');
  if (message.method === 'initialize') connection.forgetVersion();
  connection.learnVersion(declaredVersion(message));
}

function beginningOf(seam: Seam, message: Request, description: Description, caller: SentParent): Beginning {
  const bytesOut = argumentBytes(message);
  if (bytesOut !== undefined) description.attributes[own.ATTR_PAYLOAD_BYTES_OUT] = bytesOut;
  if (description.tool !== undefined && seam.ledger.isAtWork)
    Object.assign(description.attributes, argumentsDigest(seam, message));
  const links = roundBefore('client', message);
  return {
    side: 'client',
    message,
    description,
    ...parentOf(seam, message, description, caller),
    links,
  };
}

/** Where the caller has no span: the round before, or the model that asked for the call. */
function parentOf(seam: Seam, message: Request, description: Description, caller: SentParent): SentParent {
  if (isIn(caller.parent)) return caller;
  const round = roundParent(caller, message.method);
  return round === caller ? askedBy(seam, message, description, caller) : round;
}

/**
 * On HTTP since 2026-07-28 giving up a call sends nothing: it aborts the exchange.
 *
 * @returns what stops listening: a caller may use one signal for all its calls
 */
function endOnAbort(
  seam: Seam,
  connection: Connection,
  { id, method }: Request,
  signal: AbortSignal | undefined,
): (() => void) | undefined {
  if (signal === undefined) return undefined;
  const caller = callerSignal;
  const reason = (): unknown => {
    if (connection.callersSignal === 'signal') return signal.reason;
    if (caller?.aborted === true) return caller.reason;
    // The SDK aborts without a reason. Unless the caller's own signal fired, its time-out did; a subscription has none.
    return method === 'subscriptions/listen' ? undefined : 'Request timed out';
  };
  const aborted = (): void => seam.breaker.run('abort', () => end(seam, connection, id, abandonedEnd(reason())));
  signal.addEventListener('abort', aborted, { once: true });
  return () => signal.removeEventListener('abort', aborted);
}

function giveUp(seam: Seam, connection: Connection, message: Notification): void {
  end(seam, connection, member(message, 'params', 'requestId'), abandonedEnd(member(message, 'params', 'reason')));
}

function end(seam: Seam, connection: Connection, id: unknown, how: Parameters<typeof settle>[3]): void {
  const call = connection.outbound.take(id);
  if (call !== undefined) settle(seam, connection, call, how);
}
