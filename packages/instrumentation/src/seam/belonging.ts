import { propagation, trace, type Attributes, type Context } from '@opentelemetry/api';
import {
  identityOf,
  own,
  ownValue,
  PrincipalSessions,
  resolveSession,
  safeName,
  semconv,
  sessionOf,
  slot,
  type Side,
} from '@mcp-otel/core';
import type { InboundExtra } from '../protocol/protocol-class.ts';
import { peerOwnsProcess } from '../protocol/transport-kind.ts';
import { headerOf, type Connection } from './connection.ts';
import type { Seam } from './seam.ts';

/** A call whose session and identity are asked for. */
export interface Belonging {
  readonly side: Side;
  readonly method: string;
  readonly meta: Readonly<Record<string, unknown>> | undefined;
  /** The span's own context, with the caller's baggage in it. */
  readonly context: Context;
  /** What the SDK told beside an inbound message. */
  readonly extra?: InboundExtra | undefined;
}

/** Session and identity attributes of a call, each with where it came from. */
export function belongingAttributes(seam: Seam, connection: Connection, call: Belonging): Attributes {
  const header = connection.sessionId ?? headerOf(call.extra, 'mcp-session-id');
  const session = sessionOf({
    side: connection.role ?? call.side,
    header,
    conversation: claimed(call, semconv.ATTR_GEN_AI_CONVERSATION_ID),
    callback: resolveSession({ side: call.side, method: call.method, meta: call.meta }),
    principal: principalOf(seam, call.extra),
    process: seam.processId,
    peerOwnsProcess: peerOwnsProcess(connection.kind),
    traceId: trace.getSpanContext(call.context)?.traceId ?? seam.processId,
  });
  return {
    [own.ATTR_SESSION_ID]: safeName(session.id),
    [own.ATTR_SESSION_SOURCE]: session.source,
    ...(header !== undefined && { [semconv.ATTR_MCP_SESSION_ID]: safeName(header) }),
    ...(session.source === 'conversation' && { [semconv.ATTR_GEN_AI_CONVERSATION_ID]: safeName(session.id) }),
    ...identityAttributes(seam, call),
  };
}

function identityAttributes(seam: Seam, call: Belonging): Attributes {
  const { userId, source } = identityOf({
    verifiedSubject: subjectOf(call.extra),
    claimedSubject: claimed(call, semconv.ATTR_USER_ID),
    processSubject: seam.settings.processSubject,
  });
  return {
    [own.ATTR_IDENTITY_SOURCE]: source,
    ...(userId !== undefined && { [semconv.ATTR_USER_ID]: safeName(userId) }),
  };
}

/** What the caller says about itself, in `params._meta` or in baggage. */
function claimed({ meta, context }: Belonging, key: string): string | undefined {
  const told = ownValue(meta, key);
  return typeof told === 'string' && told !== '' ? told : propagation.getBaggage(context)?.getEntry(key)?.value;
}

function subjectOf(extra: InboundExtra | undefined): string | undefined {
  const subject = ownValue(ownValue(extra?.authInfo, 'extra'), 'sub');
  return typeof subject === 'string' ? subject : undefined;
}

function principalOf(seam: Seam, extra: InboundExtra | undefined): string | undefined {
  const client = ownValue(extra?.authInfo, 'clientId');
  if (typeof client !== 'string') return undefined;
  const principals = slot('principal-sessions', () => new PrincipalSessions(() => crypto.randomUUID()));
  return principals.at(subjectOf(extra) ?? '', client, seam.now());
}
