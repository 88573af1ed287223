import { isSpanContextValid, ROOT_CONTEXT, trace, type Context, type Link } from '@opentelemetry/api';
import { metaOf, type Message } from '../protocol/messages.ts';
import type { SendOptions } from '../protocol/protocol-class.ts';
import { activeContext } from '../telemetry/live-globals.ts';
import type { Connection } from './connection.ts';
import type { Seam } from './seam.ts';

/** Where the span of a received message hangs. */
export interface ReceivedParent {
  readonly parent: Context;
  readonly source: 'remote' | 'context' | 'none';
  readonly links: Link[];
}

/** The caller's context; if it has none, that of the inbound request which the message belongs to. */
export function sentParent(connection: Connection, options: SendOptions | undefined): Context {
  const active = activeContext();
  if (trace.getSpan(active) !== undefined) return active;
  return connection.inbound.get(options?.relatedRequestId)?.context ?? active;
}

/**
 * The sender's span from `_meta`; without one the ambient span, but only over HTTP and while it is being recorded. On
 * stdio whatever was active when the pipe was opened is active for ever, and means nothing.
 */
export function receivedParent(seam: Seam, connection: Connection, message: Message): ReceivedParent {
  const active = activeContext();
  const ambient = connection.kind === 'http' && trace.getSpan(active)?.isRecording() === true ? active : undefined;
  const meta = metaOf(message);
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
