import type { Context } from '@opentelemetry/api';
import { jsonSize, own } from '@mcp-otel/core';
import { member, type Notification, type Request, type Response } from '../protocol/messages.ts';
import type { InboundExtra } from '../protocol/protocol-class.ts';
import { beginSpan, sessionIn } from './begin-span.ts';
import { offerSampling } from '../ledger/offer-answer.ts';
import { abandonedEnd, answerEnd, sendFailureEnd } from './call-end.ts';
import { learnFrom, type Connection } from './connection.ts';
import { argumentBytes, describe } from './describe.ts';
import { isIgnored } from './ignored.ts';
import { receivedParent } from './parents.ts';
import { roundAnswered, roundBefore } from './rounds.ts';
import type { Seam } from './seam.ts';
import { sessionBegan } from './sessions.ts';
import { open, settle } from './settle.ts';
import { taskBegan } from './tasks.ts';
import { toolsListed } from './tool-lists.ts';

/** Begins the server side of a request; the context is the one its handler is to run in. */
export function requestReceived(
  seam: Seam,
  connection: Connection,
  request: Request,
  extra: InboundExtra | undefined,
): Context {
  learnFrom(connection, request, extra);
  const received = receivedParent(seam, connection, request);
  const description = describe(seam, connection, request, 'server');
  const { method, tool } = description;
  const call = { id: request.id, side: 'server', method, tool, startedMs: seam.now() } as const;
  if (isIgnored(seam, connection, 'server', description)) {
    // Its answer is looked at all the same: versions and lists of tools are needed for the calls that count.
    open(seam, connection, { ...call, span: undefined, context: received.parent, uncounted: true });
    return received.parent;
  }
  const bytesIn = argumentBytes(request);
  if (bytesIn !== undefined) description.attributes[own.ATTR_PAYLOAD_BYTES_IN] = bytesIn;
  const links = [...received.links, ...roundBefore('server', request)];
  const beginning = { side: 'server', message: request, description, ...received, links, extra } as const;
  const { span, context } = beginSpan(seam, connection, beginning);
  const session = sessionIn(description);
  open(seam, connection, { ...call, span, context, session });
  if (method === 'sampling/createMessage') offerSampling(seam, session, span, request);
  return context;
}

/** Ends the server side of a request with the answer that goes out. */
export function answered(seam: Seam, connection: Connection, response: Response): void {
  const call = connection.inbound.take(response.id);
  if (call === undefined) return;
  if (call.method === 'initialize') sessionBegan(seam, connection, call, response);
  if (call.method === 'tools/list') toolsListed(seam, connection, call, response);
  roundAnswered(call, response);
  taskBegan(connection, call, response);
  const bytesOut = jsonSize(response.result);
  if (bytesOut !== undefined) call.span?.write({ [own.ATTR_PAYLOAD_BYTES_OUT]: bytesOut });
  settle(seam, connection, call, answerEnd(response), response);
}

/** Ends the server side of a request that its caller gave up. */
export function cancelled(seam: Seam, connection: Connection, notification: Notification): void {
  const call = connection.inbound.take(member(notification, 'params', 'requestId'));
  const end = abandonedEnd(member(notification, 'params', 'reason'));
  if (call !== undefined) settle(seam, connection, call, { ...end, abandoned: 'cancelled' });
}

/** Ends the server side of a request whose handler brought no answer, but an exception. */
export function handlerFailed(seam: Seam, connection: Connection, id: string | number, error: unknown): void {
  const call = connection.inbound.take(id);
  if (call !== undefined) settle(seam, connection, call, sendFailureEnd(error));
}
