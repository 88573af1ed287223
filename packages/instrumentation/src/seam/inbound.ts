import { isSpanContextValid, ROOT_CONTEXT, SpanKind, trace, type Context, type Link } from '@opentelemetry/api';
import { jsonSize, own } from '@mcp-otel/core';
import { metaOf, type Request, type Response } from '../protocol/messages.ts';
import type { InboundExtra } from '../protocol/protocol-class.ts';
import { activeContext } from '../telemetry/live-globals.ts';
import { belongingAttributes } from './belonging.ts';
import { abandonedEnd, answerEnd } from './call-end.ts';
import { headerOf, type Connection } from './connection.ts';
import { argumentBytes, describe } from './describe.ts';
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
  connection.learnRole(request.method, 'received');
  learnVersion(connection, request, extra);
  const { parent, source, links } = parentOf(seam, connection, metaOf(request));
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
  if (call.method === 'initialize') sessionBegan(seam, connection, call.span, response.result);
  if (call.method === 'tools/list') toolsListed(seam, connection, call.span, response.result);
  const bytesOut = jsonSize(response.result);
  if (bytesOut !== undefined) call.span?.setAttribute(own.ATTR_PAYLOAD_BYTES_OUT, bytesOut);
  settle(seam, connection, call, answerEnd(response));
}

/** Ends the server side of a request that its caller gave up. */
export function cancelled(seam: Seam, connection: Connection, id: unknown, reason: unknown): void {
  const call = connection.inbound.take(id);
  if (call !== undefined) settle(seam, connection, call, { ...abandonedEnd(reason), abandoned: 'cancelled' });
}

interface Parent {
  readonly parent: Context;
  readonly source: 'remote' | 'context' | 'none';
  readonly links: Link[];
}

/**
 * The caller's span from `_meta`; without one the ambient span, but only over HTTP and while it is being recorded. On
 * stdio whatever was active when the pipe was opened is active for ever, and means nothing.
 */
function parentOf(seam: Seam, connection: Connection, meta: Readonly<Record<string, unknown>> | undefined): Parent {
  const active = activeContext();
  const ambient = connection.kind === 'http' && trace.getSpan(active)?.isRecording() === true ? active : undefined;
  const remote = meta === undefined ? ROOT_CONTEXT : seam.telemetry.extract(ROOT_CONTEXT, meta);
  const remoteSpan = trace.getSpanContext(remote);
  if (remoteSpan !== undefined && isSpanContextValid(remoteSpan)) {
    return { parent: remote, source: 'remote', links: linkTo(ambient) };
  }
  return ambient === undefined
    ? { parent: remote, source: 'none', links: [] }
    : { parent: ambient, source: 'context', links: [] };
}

function linkTo(context: Context | undefined): Link[] {
  const spanContext = context === undefined ? undefined : trace.getSpanContext(context);
  return spanContext === undefined ? [] : [{ context: spanContext }];
}

function learnVersion(connection: Connection, request: Request, extra: InboundExtra | undefined): void {
  const declared = metaOf(request)?.['io.modelcontextprotocol/protocolVersion'];
  // A server that is made anew for each HTTP request has not seen the handshake.
  connection.learnVersion(declared ?? connection.protocolVersion ?? headerOf(extra, 'mcp-protocol-version'));
}
