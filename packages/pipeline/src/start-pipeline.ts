import type { MeterProvider as ApiMeterProvider, TextMapPropagator, TracerProvider } from '@opentelemetry/api';
import type { LoggerProvider as ApiLoggerProvider } from '@opentelemetry/api-logs';
import { PreparingProcessor, semconv, VERSION } from '@mcp-otel/core';
import type { Resource } from '@opentelemetry/resources';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { AlwaysOnSampler, BasicTracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { createComponents, type AuditPart, type PipelineComponents, type PipelineParts } from './components.ts';
import { flushSync, rescueSync } from './exit/flush-sync.ts';
import { observeDelivery } from './export/delivery-metrics.ts';
import { createMirror, type StartMirror } from './mirror/mirror.ts';
import type { PipelineSettings } from './settings.ts';

/** What can be sent out before a process ends. */
export interface Flushable {
  /** Sends everything that waits, once. Never rejects. */
  flush(): Promise<void>;
  /** Sends what is left without the event loop, for the `exit` event; with no time left it only books the loss. */
  flushSync(deadlineMs: number): void;
  /** The same for a process that may go on: what cannot be sent stays where it is. */
  rescueSync(deadlineMs: number): void;
}

/** A running pipeline. Nothing of it holds the process. */
export interface Pipeline extends Flushable {
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: ApiMeterProvider;
  readonly loggerProvider: ApiLoggerProvider;
  readonly propagator: TextMapPropagator;
  /** On every span of the pipeline, and on no other. */
  readonly resource: Resource;
  /** A second record, under the same ids, of a span that another provider has started. */
  readonly startMirror: StartMirror;
  /** The same for the audit lane alone, where there is one. */
  readonly startAuditMirror?: StartMirror;
}

/** Instrumentation scope of the pipeline's own metrics. */
const SCOPE = '@mcp-otel/pipeline';

/** Exports the delivery law of each lane through a meter provider. */
export function observeLedger(
  provider: ApiMeterProvider,
  { ledger, audit }: Pick<PipelineParts, 'ledger' | 'audit'>,
): void {
  const lanes = { telemetry: ledger, ...(audit !== undefined && { audit }) };
  observeDelivery(provider.getMeter(SCOPE, VERSION, { schemaUrl: semconv.SCHEMA_URL }), lanes);
}

/** What an application's own provider records goes to the audit lane beside, whatever that provider samples. */
function createAuditMirror(
  { resource, spanLimits }: PipelineComponents,
  { preparation }: PipelineParts,
  audit: AuditPart,
): StartMirror {
  const spanProcessors = [new PreparingProcessor<ReadableSpan>(preparation, audit)];
  return createMirror({ resource, sampler: new AlwaysOnSampler(), spanLimits, spanProcessors });
}

/** Starts the trace, metric and log SDK with what the operator chose. */
export function startPipeline(settings: PipelineSettings, parts: PipelineParts): Pipeline {
  const components = createComponents(settings, parts);
  const { resource, queue, spanProcessor, sampler, spanLimits, views, propagator, ...others } = components;
  const tracerConfig = { resource, sampler, spanLimits, spanProcessors: [spanProcessor] };
  const meterProvider = new MeterProvider({ resource, views, readers: others.metricReaders });
  const loggerProvider = new LoggerProvider({ resource, processors: others.logRecordProcessors });
  observeLedger(meterProvider, parts);
  return {
    tracerProvider: new BasicTracerProvider(tracerConfig),
    meterProvider,
    loggerProvider,
    propagator,
    resource,
    startMirror: createMirror(tracerConfig),
    async flush() {
      await spanProcessor.prepared();
      const stored = parts.audit?.forceFlush(); // A slow database holds up nothing else.
      await Promise.allSettled([queue.forceFlush(), loggerProvider.forceFlush()]);
      // Metrics come last, so that those of the delivery tell of what just left.
      await Promise.allSettled([meterProvider.forceFlush(), stored]);
    },
    flushSync: (deadlineMs) => {
      spanProcessor.settle();
      flushSync(settings, parts, queue, deadlineMs);
    },
    rescueSync: (deadlineMs) => rescueSync(settings, parts, queue, deadlineMs),
    ...(parts.audit !== undefined && { startAuditMirror: createAuditMirror(components, parts, parts.audit) }),
  };
}
