import { isSpanContextValid, propagation, ROOT_CONTEXT, trace, type Context, type Link } from '@opentelemetry/api';
import { metaOf, type Message } from '../protocol/messages.ts';
import type { SendOptions } from '../protocol/protocol-class.ts';
import type { Connection } from './connection.ts';
import type { Seam } from './seam.ts';

/** Where the span of a received message hangs. */
export interface ReceivedParent {
  readonly parent: Context;
  readonly source: 'remote' | 'context' | 'none';
  readonly links: Link[];
}

/** Where the span of a message that is sent hangs. */
export interface SentParent {
  readonly parent: Context;
  readonly source: ReceivedParent['source'] | 'inferred' | 'library';
}

/**
 * The caller's context; if it has none, that of the inbound request which the message belongs to; if it belongs to none,
 * the trace context that the message already carries, because the program only passes it on.
 */
export function sentParent(
  seam: Seam,
  connection: Connection,
  message: Message,
  options: SendOptions | undefined,
): SentParent {
  const active = seam.telemetry.callersContext();
  const parent = isIn(active) ? active : (connection.inbound.get(options?.relatedRequestId)?.context ?? active);
  if (isIn(parent)) return { parent, source: 'context' };
  // What a stranger has sent is trusted no more because it is passed on.
  const meta = seam.settings.trustRemote === 'parent' ? metaOf(message) : undefined;
  const carried = meta === undefined ? parent : seam.telemetry.extract(parent, meta);
  return isIn(carried) ? { parent: carried, source: 'remote' } : { parent, source: 'none' };
}

/** Whether a context lies in a trace. */
export function isIn(context: Context): boolean {
  const span = trace.getSpanContext(context);
  return span !== undefined && isSpanContextValid(span);
}

/**
 * The sender's span from `_meta`; without one the ambient span, but only over HTTP and while it is being recorded. On
 * stdio whatever was active when the pipe was opened is active for ever, and means nothing.
 */
export function receivedParent(seam: Seam, connection: Connection, message: Message): ReceivedParent {
  const active = seam.telemetry.callersContext();
  const ambient = connection.kind === 'http' && trace.getSpan(active)?.isRecording() === true ? active : undefined;
  const base = withoutTrace(active);
  const remote = remoteContext(seam, base, message);
  if (!isIn(remote)) return locally(ambient, remote, []);
  // A stranger's baggage is as little trusted as its trace.
  if (seam.settings.trustRemote === 'link') return locally(ambient, base, linkTo(remote));
  return { parent: remote, source: 'remote', links: linkTo(ambient) };
}

function remoteContext(seam: Seam, base: Context, message: Message): Context {
  const meta = seam.settings.trustRemote === 'ignore' ? undefined : metaOf(message);
  return meta === undefined ? base : seam.telemetry.extract(base, meta);
}

/** What else the application keeps in its context is its own business, and must reach its handlers as without us. */
function withoutTrace(context: Context): Context {
  return context === ROOT_CONTEXT ? context : propagation.deleteBaggage(trace.deleteSpan(context));
}

function locally(ambient: Context | undefined, otherwise: Context, links: Link[]): ReceivedParent {
  return ambient === undefined
    ? { parent: otherwise, source: 'none', links }
    : { parent: ambient, source: 'context', links };
}

function linkTo(context: Context | undefined): Link[] {
  const spanContext = context === undefined ? undefined : trace.getSpanContext(context);
  return spanContext === undefined ? [] : [{ context: spanContext }];
}
