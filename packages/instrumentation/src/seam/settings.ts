import type { Variables } from '@mcp-otel/core';

/** What the operator may choose about the MCP seam. */
export interface SeamSettings {
  /** Spans for progress, log and resource-update notifications. */
  readonly highVolumeSpans: boolean;
  /** Pass telemetry settings and the preload to stdio servers that run on Node. */
  readonly propagateToChildren: boolean;
  /** Baggage keys that servers may see. */
  readonly allowedBaggage: readonly string[];
  /** `user.id` of this process, when nobody else names one. */
  readonly processSubject: string;
}

/** Reads what the operator has set. */
export function seamSettings(variables: Variables): SeamSettings {
  return {
    highVolumeSpans: variables.flag('MCP_OTEL_HIGH_VOLUME_SPANS'),
    propagateToChildren: variables.flag('MCP_OTEL_PROPAGATE_TO_CHILDREN'),
    allowedBaggage: variables.list('MCP_OTEL_BAGGAGE'),
    processSubject: variables.text('MCP_OTEL_USER_ID'),
  };
}
