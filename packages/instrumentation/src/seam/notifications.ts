import { SpanKind, trace, type Context, type Span } from '@opentelemetry/api';
import { methodRow, own, verdictOf, type CallEnd, type Side } from '@mcp-otel/core';
import { metaOf, type Notification } from '../protocol/messages.ts';
import type { InboundExtra } from '../protocol/protocol-class.ts';
import { belongingAttributes } from './belonging.ts';
import { sendFailureEnd } from './call-end.ts';
import { learnFrom, type Connection } from './connection.ts';
import { connectionLabels, describe, type Description } from './describe.ts';
import { injectContext } from './inject-context.ts';
import { receivedParent, type ReceivedParent } from './parents.ts';
import type { Seam } from './seam.ts';
import type { Sending } from './sending.ts';
import { markSpan } from './settle.ts';

/** Begins the client side of a notification; it ends when the transport has taken it. */
export function notificationSent(seam: Seam, connection: Connection, message: Notification, parent: Context): Sending {
  connection.learnRole(message.method, 'sent');
  const description = describe(connection, message, 'client');
  const source = trace.getSpan(parent) === undefined ? 'none' : 'context';
  const span = startSpan(seam, description, SpanKind.CLIENT, { parent, source, links: [] });
  const context = span === undefined ? parent : trace.setSpan(parent, span);
  const meta = metaOf(message);
  span?.setAttributes(
    belongingAttributes(seam, connection, { side: 'client', method: description.method, meta, context }),
  );
  const startedMs = seam.now();
  const finish = (end: CallEnd): void => {
    ended(seam, connection, { side: 'client', description, span, startedMs, end });
  };
  return {
    message: injectContext(seam, context, message),
    context,
    sent: () => finish({ answered: true }),
    failed: (error) => finish(sendFailureEnd(error)),
  };
}

/** Runs the server side of a notification: its handler gets the sender's context. */
export function notificationReceived(
  seam: Seam,
  connection: Connection,
  message: Notification,
  extra: InboundExtra | undefined,
): { readonly context: Context; readonly finish: () => void } {
  learnFrom(connection, message, extra);
  const description = describe(connection, message, 'server');
  const received = receivedParent(seam, connection, message);
  const span = startSpan(seam, description, SpanKind.SERVER, received);
  const context = span === undefined ? received.parent : trace.setSpan(received.parent, span);
  const call = { side: 'server', method: description.method, meta: metaOf(message), context, extra } as const;
  span?.setAttributes(belongingAttributes(seam, connection, call));
  const startedMs = seam.now();
  const finish = (): void =>
    ended(seam, connection, { side: 'server', description, span, startedMs, end: { answered: true } });
  return { context, finish };
}

/** No span for notifications that come by the dozen, unless asked for; all of them are counted. */
function startSpan(
  seam: Seam,
  description: Description,
  kind: SpanKind,
  { parent, source, links }: ReceivedParent,
): Span | undefined {
  if (methodRow(description.method)?.highVolume === true && !seam.settings.highVolumeSpans) return undefined;
  const attributes = { ...description.attributes, [own.ATTR_PARENT_SOURCE]: source };
  return seam.telemetry.startSpan(description.spanName, { kind, attributes, links }, parent);
}

interface Ended {
  readonly side: Side;
  readonly description: Description;
  readonly span: Span | undefined;
  readonly startedMs: number;
  readonly end: CallEnd;
}

function ended(seam: Seam, connection: Connection, { side, description, span, startedMs, end }: Ended): void {
  const verdict = verdictOf(side, description.method, end);
  if (span !== undefined) {
    markSpan(span, verdict);
    seam.telemetry.endSpan(span);
  }
  seam.telemetry.recorder()?.callEnded({
    side,
    method: description.method,
    outcome: verdict.outcome,
    seconds: (seam.now() - startedMs) / 1000,
    labels: connectionLabels(connection, side === 'client'),
  });
}
