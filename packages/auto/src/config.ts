import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { MeterProvider } from '@opentelemetry/api';
import type { NodeSDKConfiguration } from '@opentelemetry/sdk-node';
import { DeliveryLedger, slot, Variables } from '@mcp-otel/core';
import { McpInstrumentation, type McpInstrumentationConfig } from '@mcp-otel/instrumentation';
import {
  captureClock,
  createComponents,
  createStderrLog,
  flushAtExit,
  flushSync,
  logLevel,
  observeLedger,
  pipelineSettings,
  rescueSync,
  type Flushable,
} from '@mcp-otel/pipeline';
import type { AuditChunk } from './chunks.ts';
import { flushers } from './force-flush.ts';
import { hasDatabase } from './has-database.ts';
import { booksEnd, theRedaction, theSeam } from '@mcp-otel/instrumentation/seam';
import { useOwnQueue } from './own-queue.ts';

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
  const clock = captureClock();
  const variables = new Variables(process.env, createStderrLog('warn').warn);
  const log = createStderrLog(logLevel(variables.choice('MCP_OTEL_LOG')) ?? 'warn');
  const settings = pipelineSettings(variables, log.warn);
  const ledger = slot('telemetry-ledger', () => new DeliveryLedger());
  const { preparation } = theRedaction(variables, log.warn);
  const file = fileURLToPath(new URL('./last-post.cjs', import.meta.url));
  const audit = hasDatabase(variables)
    ? (createRequire(file)('./audit.cjs') as AuditChunk).createAudit({ log, clock, variables, file })
    : undefined;
  const parts = {
    audit,
    log,
    clock,
    ledger,
    preparation,
    lastPostFile: file,
  };
  const { queue, spanProcessor, propagator, ...components } = createComponents(settings, parts);
  const { metricReaders, logRecordProcessors } = components;
  const flushable: Flushable = {
    async flush() {
      await Promise.allSettled([spanProcessor, ...logRecordProcessors].map((part) => part.forceFlush()));
      await Promise.allSettled(metricReaders.map((reader) => reader.forceFlush())); // Last: they tell of what just left.
    },
    flushSync: (deadlineMs) => {
      spanProcessor.settle();
      flushSync(settings, parts, queue, deadlineMs);
    },
    rescueSync: (deadlineMs) => rescueSync(settings, parts, queue, deadlineMs),
  };
  flushAtExit(flushable, { clock, shutdownMs: settings.shutdownMs, onEnd: () => booksEnd(theSeam()) });
  flushers().add(() => flushable.flush());
  useOwnQueue();
  return {
    ...components,
    spanProcessors: [spanProcessor],
    textMapPropagator: propagator,
    instrumentations: [new McpWithDelivery({ ledger, audit }, mcp)],
  };
}

/** Exports the delivery law of our lanes as soon as the SDK has a meter provider for it. */
class McpWithDelivery extends McpInstrumentation {
  readonly #books: Parameters<typeof observeLedger>[1];

  constructor(books: Parameters<typeof observeLedger>[1], config: McpInstrumentationConfig) {
    super(config);
    this.#books = books;
  }

  override setMeterProvider(provider: MeterProvider): void {
    super.setMeterProvider(provider);
    observeLedger(provider, this.#books);
  }
}
