import type { Variables } from '@mcp-otel/core';

/** What the trace context of a received message is good for. */
export type RemoteTrust = 'parent' | 'link' | 'ignore';

/** What the operator may choose about the MCP seam. */
export interface SeamSettings {
  /** Spans for progress, log and resource-update notifications. */
  readonly highVolumeSpans: boolean;
  /** Pass telemetry settings and the preload to stdio servers that run on Node. */
  readonly propagateToChildren: boolean;
  /** Baggage keys that servers may see. */
  readonly allowedBaggage: readonly string[];
  readonly trustRemote: RemoteTrust;
  /** Keep the MCP spans that libraries make themselves. */
  readonly keepNativeSpans: boolean;
  /** Add to an outer `execute_tool` span instead of making a second span. */
  readonly enrichToolSpans: boolean;
  /** Find out, where no span is active, what belongs to one turn of the user. */
  readonly turns: boolean;
  readonly ignoreMethods: readonly string[];
  readonly ignoreTools: readonly string[];
  /** By host, or by the name that a server gives itself. */
  readonly ignoreServers: readonly string[];
  /** Keep the conservation ledger. */
  readonly ledger: boolean;
  /** A session without a call for so long is over, in milliseconds. */
  readonly sessionIdleMs: number;
  /** Tools whose results are meant to reach the model as a stub only. */
  readonly stubbedTools: readonly string[];
  /** Digests of tool results on both sides. */
  readonly payloadDigest: boolean;
  /** Whether this process counts itself, or whoever receives its spans does. */
  readonly countsItself: boolean;
  /** `user.id` of this process, when nobody else names one. */
  readonly processSubject: string;
  /** Claim of an accepted token, and key of baggage, that tell the tenant; empty where none does. */
  readonly tenantClaim: string;
  readonly tenantBaggage: string;
}

/** Reads what the operator has set. */
export function seamSettings(variables: Variables): SeamSettings {
  return {
    highVolumeSpans: variables.flag('MCP_OTEL_HIGH_VOLUME_SPANS'),
    propagateToChildren: variables.flag('MCP_OTEL_PROPAGATE_TO_CHILDREN'),
    allowedBaggage: variables.list('MCP_OTEL_BAGGAGE'),
    trustRemote: variables.choice('MCP_OTEL_TRUST_REMOTE') as RemoteTrust, // The table holds it to these three.
    keepNativeSpans: variables.choice('MCP_OTEL_NATIVE_SPANS') === 'keep',
    enrichToolSpans: variables.flag('MCP_OTEL_ENRICH_TOOL_SPANS'),
    turns: variables.choice('MCP_OTEL_TURNS') === 'on',
    ignoreMethods: variables.list('MCP_OTEL_IGNORE_METHODS'),
    ignoreTools: variables.list('MCP_OTEL_IGNORE_TOOLS'),
    ignoreServers: variables.list('MCP_OTEL_IGNORE_SERVERS'),
    ledger: variables.flag('MCP_OTEL_LEDGER'),
    sessionIdleMs: variables.number('MCP_OTEL_SESSION_IDLE_MS'),
    stubbedTools: variables.list('MCP_OTEL_STUBBED_TOOLS'),
    payloadDigest: variables.flag('MCP_OTEL_PAYLOAD_DIGEST'),
    countsItself: variables.choice('MCP_OTEL_METRICS') === 'process',
    processSubject: variables.text('MCP_OTEL_USER_ID'),
    tenantClaim: variables.text('MCP_OTEL_TENANT_CLAIM'),
    tenantBaggage: variables.text('MCP_OTEL_TENANT_BAGGAGE'),
  };
}
