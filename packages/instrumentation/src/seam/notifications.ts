import type { Context } from '@opentelemetry/api';
import { methodRow, verdictOf, type CallEnd } from '@mcp-otel/core';
import type { Notification } from '../protocol/messages.ts';
import type { InboundExtra } from '../protocol/protocol-class.ts';
import { beginSpan, type Beginning } from './begin-span.ts';
import { sendFailureEnd } from './call-end.ts';
import { learnFrom, type Connection } from './connection.ts';
import { connectionLabels, describe } from './describe.ts';
import { callResponseHook } from './hooks.ts';
import { isIgnored } from './ignored.ts';
import { injectContext } from './inject-context.ts';
import { receivedParent, type SentParent } from './parents.ts';
import { subscriptionAcknowledged } from './responses.ts';
import type { Seam } from './seam.ts';
import type { Sending } from './sending.ts';
import { markSpan } from './settle.ts';

/** Begins the client side of a notification; it ends when the transport has taken it. */
export function notificationSent(
  seam: Seam,
  connection: Connection,
  message: Notification,
  parent: SentParent,
): Sending {
  connection.learnRole(message.method, 'sent');
  const description = describe(seam, connection, message, 'client');
  const { context, finish } = begin(seam, connection, { side: 'client', message, description, ...parent });
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
  const description = describe(seam, connection, message, 'server');
  const subscription = subscriptionAcknowledged(seam, connection, message);
  const received =
    subscription === undefined
      ? receivedParent(seam, connection, message)
      : { parent: subscription, source: 'context' as const, links: [] };
  const beginning = { side: 'server', message, description, ...received, extra } as const;
  const { context, finish } = begin(seam, connection, beginning);
  return { context, finish: () => finish({ answered: true }) };
}

interface Started {
  readonly context: Context;
  readonly finish: (end: CallEnd) => void;
}

function begin(seam: Seam, connection: Connection, beginning: Beginning): Started {
  const { side, description, parent } = beginning;
  const { method, tool } = description;
  if (isIgnored(seam, connection, side, description)) return { context: parent, finish: () => undefined };
  const { span, context } = hasSpan(seam, method) ? beginSpan(seam, connection, beginning) : noSpan(parent);
  const startedMs = seam.now();
  const finish = (end: CallEnd): void => {
    const verdict = verdictOf(side, method, end);
    if (span !== undefined) {
      markSpan(seam, span, verdict);
      callResponseHook(seam, span, { side, method, tool }, verdict, undefined);
      span.end();
    }
    seam.telemetry.recorder()?.callEnded({
      side,
      method,
      outcome: verdict.outcome,
      seconds: (seam.now() - startedMs) / 1000,
      labels: connectionLabels(connection, side === 'client'),
    });
  };
  return { context, finish };
}

/** No span for notifications that come by the dozen, unless asked for; all of them are counted. */
function hasSpan({ settings }: Seam, method: string): boolean {
  return methodRow(method)?.highVolume !== true || settings.highVolumeSpans;
}

function noSpan(context: Context): { readonly span: undefined; readonly context: Context } {
  return { span: undefined, context };
}
