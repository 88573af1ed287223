import type { MeterProvider as ApiMeterProvider, TextMapPropagator, TracerProvider } from '@opentelemetry/api';
import type { LoggerProvider as ApiLoggerProvider } from '@opentelemetry/api-logs';
import { semconv, VERSION, type DeliveryLedger } from '@mcp-otel/core';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import type { Clock } from './clock.ts';
import { observeDelivery } from './export/delivery-metrics.ts';
import { createOtlpLogExporter } from './export/log-exporter.ts';
import { cardinalityViews, PushMetricReader } from './export/metric-reader.ts';
import { lastPost } from './exit/last-post.ts';
import { createMirror, type StartMirror } from './mirror/mirror.ts';
import { createEpisode } from './log/episodes.ts';
import type { Log } from './log/stderr-log.ts';
import { createHttpTransport } from './otlp/http-transport.ts';
import { createRetryingTransport } from './otlp/retrying.ts';
import { createOtlpSpanSender, serialiseSpans, type SpanSender } from './otlp/span-sender.ts';
import { propagatorOf } from './propagation/propagator.ts';
import { SpanQueue } from './queue/span-queue.ts';
import { createStderrSender, createTeeSender, writeSpans } from './queue/stderr-sender.ts';
import { processResource } from './resource/resource.ts';
import { createCountingSampler, samplerOf } from './sampling/sampler.ts';
import type { PipelineSettings } from './settings.ts';

/** What the pipeline takes from its surroundings. */
export interface PipelineParts {
  readonly log: Log;
  readonly clock: Clock;
  /** The telemetry lane's books. */
  readonly ledger: DeliveryLedger;
  /** File of the worker that sends what is left when the process exits. */
  readonly lastPostFile: string;
}

/** A running pipeline. Nothing of it holds the process. */
export interface Pipeline {
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: ApiMeterProvider;
  readonly loggerProvider: ApiLoggerProvider;
  readonly propagator: TextMapPropagator;
  /** A second record, under the same ids, of a span that another provider has started. */
  readonly startMirror: StartMirror;
  /** Sends everything that waits, once. Never rejects. */
  flush(): Promise<void>;
  /** Sends what is left without the event loop, for the `exit` event; with no time left it only books the loss. */
  flushSync(deadlineMs: number): void;
}

/** Starts the trace, metric and log SDK with what the operator chose. */
export function startPipeline(settings: PipelineSettings, parts: PipelineParts): Pipeline {
  const resource = processResource(settings);
  const traces = createTraces(settings, parts);
  const { sampler, queue } = traces;
  const tracerConfig = { resource, sampler, spanLimits: settings.spanLimits, spanProcessors: [queue] };
  const tracerProvider = new BasicTracerProvider(tracerConfig);
  const meterProvider = new MeterProvider({
    resource,
    views: cardinalityViews(),
    readers: metricReaders(settings, parts),
  });
  const loggerProvider = new LoggerProvider({ resource, processors: logProcessors(settings, parts) });
  observeDelivery(meterProvider.getMeter(SCOPE, VERSION, { schemaUrl: semconv.SCHEMA_URL }), 'telemetry', parts.ledger);
  return {
    tracerProvider,
    meterProvider,
    loggerProvider,
    propagator: propagatorOf(settings.propagators),
    startMirror: createMirror(tracerConfig),
    async flush() {
      await Promise.allSettled([queue.forceFlush(), loggerProvider.forceFlush()]);
      await Promise.allSettled([meterProvider.forceFlush()]); // Last, so that the delivery metrics tell of what just left.
    },
    flushSync: (deadlineMs) => flushSync(settings, parts, queue, deadlineMs),
  };
}

/** Instrumentation scope of the pipeline's own metrics. */
const SCOPE = '@mcp-otel/pipeline';

function createTraces(
  settings: PipelineSettings,
  { log, clock, ledger }: PipelineParts,
): { readonly queue: SpanQueue; readonly sampler: ReturnType<typeof createCountingSampler> } {
  const off = settings.exporters.traces.length === 0;
  const queue = new SpanQueue({
    sender: spanSender(settings),
    ledger,
    clock,
    maxBytes: settings.queueBytes,
    maxBatchSpans: settings.maxBatchSpans,
    delayMs: settings.scheduleDelayMs,
    outage: createEpisode(log.warn, log.info),
    overflow: createEpisode(log.warn, log.info),
  });
  const sampler = samplerOf(off ? 'always_off' : settings.sampler, settings.samplerRatio);
  return { queue, sampler: createCountingSampler(sampler, ledger, off ? 'disabled' : 'sampled') };
}

function spanSender({ exporters, otlp }: PipelineSettings): SpanSender {
  const toOtlp = createOtlpSpanSender(otlp.traces, createHttpTransport(otlp.traces));
  if (!exporters.traces.includes('console')) return toOtlp;
  return exporters.traces.includes('otlp') ? createTeeSender(toOtlp, createStderrSender()) : createStderrSender();
}

function metricReaders(settings: PipelineSettings, { log, clock }: PipelineParts): PushMetricReader[] {
  if (!settings.exporters.metrics.includes('otlp')) return [];
  const options = {
    otlp: settings.otlp.metrics,
    transport: createHttpTransport(settings.otlp.metrics),
    clock,
    intervalMs: settings.metricIntervalMs,
    temporality: settings.temporality,
    outage: createEpisode(log.info, log.info), // Traces say it at a level that is seen; totals are not lost.
  };
  return [new PushMetricReader(options)];
}

function logProcessors(settings: PipelineSettings, { log, clock }: PipelineParts): BatchLogRecordProcessor[] {
  if (!settings.exporters.logs.includes('otlp')) return [];
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => void clock.setTimeout(resolve, ms).unref());
  const transport = createRetryingTransport(createHttpTransport(settings.otlp.logs), {
    tries: 3,
    firstDelayMs: 500,
    sleep,
    random: Math.random,
  });
  const exporter = createOtlpLogExporter(settings.otlp.logs, transport, createEpisode(log.info, log.info));
  return [new BatchLogRecordProcessor({ exporter, exportTimeoutMillis: settings.shutdownMs })];
}

function flushSync(settings: PipelineSettings, parts: PipelineParts, queue: SpanQueue, deadlineMs: number): void {
  const spans = queue.unsent();
  if (spans.length === 0) return;
  if (settings.exporters.traces.includes('console')) writeSpans(spans);
  if (!settings.exporters.traces.includes('otlp')) return queue.settleUnsent(spans.length);
  const delivered = deadlineMs > 0 ? postSpans(settings, parts, spans, deadlineMs) : 0;
  queue.settleUnsent(delivered);
  const lost = spans.length - delivered;
  if (lost > 0) parts.log.warn(`${lost} spans could not be sent before the process ended`);
}

/** Encodes and sends in batches for as long as there is time. @returns how many spans the receiver has taken */
function postSpans(
  { otlp, maxBatchSpans }: PipelineSettings,
  { clock, lastPostFile }: PipelineParts,
  spans: readonly ReadableSpan[],
  deadlineMs: number,
): number {
  const sinceMs = clock.now();
  const remainingMs = (): number => deadlineMs - (clock.now() - sinceMs);
  const bodies: Uint8Array[] = [];
  // Half of the time for encoding; what is not encoded by then would not be sent either.
  for (let from = 0; from < spans.length && remainingMs() > deadlineMs / 2; from += maxBatchSpans) {
    const body = serialiseSpans(otlp.traces, spans.slice(from, from + maxBatchSpans));
    if (body === undefined) break;
    bodies.push(body);
  }
  const taken = lastPost(lastPostFile, otlp.traces, bodies, Math.max(1, remainingMs()));
  return Math.min(spans.length, taken * maxBatchSpans);
}
