import { fileURLToPath } from 'node:url';
import type { NodeSDKConfiguration } from '@opentelemetry/sdk-node';
import { DeliveryLedger, slot, Variables } from '@mcp-otel/core';
import { McpInstrumentation, type McpInstrumentationConfig } from '@mcp-otel/instrumentation';
import {
  captureClock,
  createComponents,
  createStderrLog,
  flushAtExit,
  flushSync,
  pipelineSettings,
  type Flushable,
} from '@mcp-otel/pipeline';
import { flusher } from './force-flush.ts';

export { forceFlush } from './force-flush.ts';
export type { McpInstrumentationConfig, McpRequestInfo, McpResponseInfo } from '@mcp-otel/instrumentation';

/**
 * Our pipeline and our instrumentation, for programs that start the OpenTelemetry SDK themselves:
 *
 * ```js
 * new NodeSDK(nodeSdkConfig()).start(); // in a file of its own: node --import ./telemetry.mjs app.js
 * ```
 *
 * The same `OTEL_*` and `MCP_OTEL_*` variables count as with the preload, spans wait in a queue that is bounded in bytes,
 * and what is left when the process ends is sent. Spread it to change a part: `{ ...nodeSdkConfig(), resource }`.
 *
 * @param mcp configuration of the MCP instrumentation
 */
export function nodeSdkConfig(mcp: McpInstrumentationConfig = {}): Partial<NodeSDKConfiguration> {
  const log = createStderrLog('warn');
  const clock = captureClock();
  const variables = new Variables(process.env, log.warn);
  const settings = pipelineSettings(variables, log.warn);
  const ledger = slot('telemetry-ledger', () => new DeliveryLedger());
  const parts = { log, clock, ledger, lastPostFile: fileURLToPath(new URL('./last-post.cjs', import.meta.url)) };
  const { queue, propagator, ...components } = createComponents(settings, parts);
  const flushable: Flushable = {
    flush: () => queue.forceFlush(),
    flushSync: (deadlineMs) => flushSync(settings, parts, queue, deadlineMs),
  };
  flushAtExit(flushable, { clock, shutdownMs: settings.shutdownMs, onEnd: () => undefined });
  flusher().flush = () => flushable.flush();
  return {
    ...components,
    spanProcessors: [queue],
    textMapPropagator: propagator,
    instrumentations: [new McpInstrumentation(mcp)],
  };
}
