import { propagation, trace, type Attributes, type Context } from '@opentelemetry/api';
import {
  governanceFromWire,
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
  /** The context above the span, with the caller's baggage in it. */
  readonly context: Context;
  /** What the SDK told beside an inbound message. */
  readonly extra?: InboundExtra | undefined;
}

/**
 * Adds session and identity of a call, each with where it came from. Without a session id where the trace that begins with
 * the call is all that could give one.
 */
export function addBelonging(
  attributes: Attributes,
  seam: Seam,
  connection: Pick<Connection, 'sessionId' | 'role' | 'kind'>,
  call: Belonging,
): void {
  const header = connection.sessionId ?? headerOf(call.extra, 'mcp-session-id');
  const { id, source } = sessionOf({
    side: connection.role ?? call.side,
    header,
    conversation: claimed(call, semconv.ATTR_GEN_AI_CONVERSATION_ID),
    callback: resolveSession({ side: call.side, method: call.method, meta: call.meta }),
    principal: principalOf(seam, call.extra),
    process: seam.processId,
    peerOwnsProcess: peerOwnsProcess(connection.kind),
    traceId: trace.getSpanContext(call.context)?.traceId ?? '',
  });
  if (id !== '') attributes[own.ATTR_SESSION_ID] = safeName(id);
  attributes[own.ATTR_SESSION_SOURCE] = source;
  if (header !== undefined) attributes[semconv.ATTR_MCP_SESSION_ID] = safeName(header);
  if (source === 'conversation') attributes[semconv.ATTR_GEN_AI_CONVERSATION_ID] = safeName(id);
  addIdentity(attributes, seam, call);
  addTenant(attributes, seam, call);
  addGovernance(attributes, seam, call);
}

/** What the caller states about the call under our names; wrong values are dropped and counted. */
function addGovernance(attributes: Attributes, { telemetry }: Seam, { meta, context }: Belonging): void {
  const baggage = propagation.getBaggage(context);
  const told = meta !== undefined && Object.keys(meta).some((key) => key.startsWith('mcp_otel.'));
  if (!told && baggage === undefined) return;
  const stated = governanceFromWire((key) => ownValue(meta, key) ?? baggage?.getEntry(key)?.value);
  Object.assign(attributes, stated.attributes);
  for (let times = stated.refused; times > 0; times -= 1) telemetry.counts.omitted('governance_invalid');
}

function addIdentity(attributes: Attributes, seam: Seam, call: Belonging): void {
  const { userId, source } = identityOf({
    verifiedSubject: subjectOf(call.extra),
    claimedSubject: claimed(call, semconv.ATTR_USER_ID),
    processSubject: seam.settings.processSubject,
  });
  attributes[own.ATTR_IDENTITY_SOURCE] = source;
  if (userId !== undefined) attributes[semconv.ATTR_USER_ID] = safeName(userId);
}

/** As with the identity: what auth has proved goes before what the caller says. */
function addTenant(attributes: Attributes, { settings }: Seam, call: Belonging): void {
  const { tenantClaim, tenantBaggage } = settings;
  const proved = tenantClaim === '' ? undefined : claimOf(call.extra, tenantClaim);
  const tenant = proved ?? (tenantBaggage === '' ? undefined : claimed(call, tenantBaggage));
  if (tenant) attributes[own.ATTR_TENANT_ID] = safeName(tenant);
}

/** What the caller says about itself, in `params._meta` or in baggage. */
function claimed({ meta, context }: Belonging, key: string): string | undefined {
  const told = ownValue(meta, key);
  return typeof told === 'string' && told !== '' ? told : propagation.getBaggage(context)?.getEntry(key)?.value;
}

function subjectOf(extra: InboundExtra | undefined): string | undefined {
  return claimOf(extra, 'sub');
}

/** A claim of the token that the server's own auth has accepted. */
function claimOf(extra: InboundExtra | undefined, name: string): string | undefined {
  const claim = ownValue(ownValue(extra?.authInfo, 'extra'), name);
  return typeof claim === 'string' ? claim : undefined;
}

function principalOf(seam: Seam, extra: InboundExtra | undefined): string | undefined {
  const client = ownValue(extra?.authInfo, 'clientId');
  if (typeof client !== 'string') return undefined;
  const principals = slot('principal-sessions', () => new PrincipalSessions(() => crypto.randomUUID()));
  return principals.at(subjectOf(extra) ?? '', client, seam.now());
}
