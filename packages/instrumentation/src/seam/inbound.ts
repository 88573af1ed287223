import { SpanKind, trace, type Context } from '@opentelemetry/api';
import { jsonSize, own } from '@mcp-otel/core';
import { member, metaOf, type Notification, type Request, type Response } from '../protocol/messages.ts';
import type { InboundExtra } from '../protocol/protocol-class.ts';
import { belongingAttributes } from './belonging.ts';
import { abandonedEnd, answerEnd } from './call-end.ts';
import { learnFrom, type Connection } from './connection.ts';
import { argumentBytes, describe } from './describe.ts';
import { receivedParent } from './parents.ts';
import type { Seam } from './seam.ts';
import { sessionBegan } from './sessions.ts';
import { open, settle } from './settle.ts';
import { toolsListed } from './tool-lists.ts';

/** Begins the server side of a request; the context is the one its handler is to run in. */
export function requestReceived(
  seam: Seam,
  connection: Connection,
  request: Request,
  extra: InboundExtra | undefined,
): Context {
  learnFrom(connection, request, extra);
  const { parent, source, links } = receivedParent(seam, connection, request);
  const { spanName, method, tool, attributes } = describe(connection, request, 'server');
  const bytesIn = argumentBytes(request);
  if (bytesIn !== undefined) attributes[own.ATTR_PAYLOAD_BYTES_IN] = bytesIn;
  attributes[own.ATTR_PARENT_SOURCE] = source;
  const span = seam.telemetry.startSpan(spanName, { kind: SpanKind.SERVER, attributes, links }, parent);
  const context = span === undefined ? parent : trace.setSpan(parent, span);
  const call = { side: 'server', method, meta: metaOf(request), context, extra } as const;
  span?.setAttributes(belongingAttributes(seam, connection, call));
  open(seam, connection, { id: request.id, side: 'server', method, tool, span, context, startedMs: seam.now() });
  return context;
}

/** Ends the server side of a request with the answer that goes out. */
export function answered(seam: Seam, connection: Connection, response: Response): void {
  const call = connection.inbound.take(response.id);
  if (call === undefined) return;
  if (call.method === 'initialize') sessionBegan(seam, connection, call.span, response);
  if (call.method === 'tools/list') toolsListed(seam, connection, call.span, response);
  const bytesOut = jsonSize(response.result);
  if (bytesOut !== undefined) call.span?.setAttribute(own.ATTR_PAYLOAD_BYTES_OUT, bytesOut);
  settle(seam, connection, call, answerEnd(response));
}

/** Ends the server side of a request that its caller gave up. */
export function cancelled(seam: Seam, connection: Connection, notification: Notification): void {
  const call = connection.inbound.take(member(notification, 'params', 'requestId'));
  const end = abandonedEnd(member(notification, 'params', 'reason'));
  if (call !== undefined) settle(seam, connection, call, { ...end, abandoned: 'cancelled' });
}
