import type { Attributes, MeterProvider, Span, TracerProvider } from '@opentelemetry/api';
import { slot, type Outcome, type Side } from '@mcp-otel/core';
import type { Message } from '../protocol/messages.ts';
import type { RemoteTrust } from './settings.ts';

/** A call whose span has just begun. */
export interface McpRequestInfo {
  readonly side: Side;
  readonly method: string;
  /** Tool that a `tools/call` names. */
  readonly tool: string | undefined;
  /** The JSON-RPC message itself: to be read, not changed. */
  readonly message: Message;
}

/** A call whose span is about to end. */
export interface McpResponseInfo extends Omit<McpRequestInfo, 'message'> {
  readonly outcome: Outcome;
  /** The JSON-RPC answer; undefined when the call ended without one. */
  readonly message: Message | undefined;
}

/**
 * What a program may add to the telemetry of its MCP calls, and leave out of it. What is not given here is taken from
 * the `MCP_OTEL_*` variables.
 */
export interface McpInstrumentationConfig {
  /** `false` makes no spans and no metrics until `enable()` is called. Default: true. */
  readonly enabled?: boolean;
  /** Spans and metrics for calls of models too. Counts at the first `enable()` only. Default: true. */
  readonly modelCalls?: boolean;
  /** Called with each new span. What it throws is said once and goes no further. */
  readonly requestHook?: (span: Span, request: McpRequestInfo) => void;
  /** Called before each span ends. What it throws is said once and goes no further. */
  readonly responseHook?: (span: Span, response: McpResponseInfo) => void;
  /** Methods without spans and metrics, such as `ping`. */
  readonly ignoreMethods?: readonly string[];
  /** Tools whose calls have no spans and metrics. */
  readonly ignoreTools?: readonly string[];
  /** Servers whose calls have no spans and metrics on the client, by host or by the name they give themselves. */
  readonly ignoreServers?: readonly string[];
  /** Attributes of every span. They never replace one of ours. */
  readonly attributes?: Attributes;
  /** Baggage keys that servers may see. */
  readonly allowedBaggage?: readonly string[];
  /** What the trace context of a received message is good for. Default: parent. */
  readonly trustRemote?: RemoteTrust;
  /** Spans for progress, log and resource-update notifications too. Default: false. */
  readonly highVolumeSpans?: boolean;
  /** Keep the MCP spans that libraries make themselves. Default: false. */
  readonly keepNativeSpans?: boolean;
  /** Add to an outer `execute_tool` span instead of making a second span. Default: true. */
  readonly enrichToolSpans?: boolean;
}

/** What the program itself has chosen, in whichever copy of this code. */
export interface Customisation {
  config: McpInstrumentationConfig;
  tracerProvider: TracerProvider | undefined;
  meterProvider: MeterProvider | undefined;
}

/** The customisation of this process; the seam reads it at each call. */
export function customisation(): Customisation {
  return (cached ??= slot('customisation', (): Customisation => ({
    config: {},
    tracerProvider: undefined,
    meterProvider: undefined,
  })));
}

let cached: Customisation | undefined;
