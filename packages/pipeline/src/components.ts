import type { TextMapPropagator } from '@opentelemetry/api';
import { PreparingProcessor, type DeliveryLedger, type DeliveryStatement, type Preparation } from '@mcp-otel/core';
import { BatchLogRecordProcessor, type LogRecordProcessor } from '@opentelemetry/sdk-logs';
import type { MetricReader, ViewOptions } from '@opentelemetry/sdk-metrics';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan, Sampler, SpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Clock } from './clock.ts';
import { createOtlpLogExporter } from './export/log-exporter.ts';
import { cardinalityViews, PushMetricReader } from './export/metric-reader.ts';
import { createEpisode } from './log/episodes.ts';
import { createPreparingLogProcessor } from './log/preparing-log-processor.ts';
import type { Log } from './log/stderr-log.ts';
import { createHttpTransport } from './otlp/http-transport.ts';
import { createRetryingTransport } from './otlp/retrying.ts';
import { createOtlpSpanSender, type SpanSender } from './otlp/span-sender.ts';
import { PrometheusReader } from './prometheus/prometheus-reader.ts';
import { propagatorOf } from './propagation/propagator.ts';
import { BothLanes } from './queue/both-lanes.ts';
import { SpanQueue } from './queue/span-queue.ts';
import { createStderrSender, createTeeSender } from './queue/stderr-sender.ts';
import { processResource } from './resource/resource.ts';
import { createCountingSampler, createRecordingSampler, samplerOf } from './sampling/sampler.ts';
import type { PipelineSettings } from './settings.ts';

/** What the pipeline takes from its surroundings. */
export interface PipelineParts {
  readonly log: Log;
  readonly clock: Clock;
  /** The telemetry lane's books. */
  readonly ledger: DeliveryLedger;
  /** Makes what leaves the process fit to leave it. */
  readonly preparation: Preparation;
  /** File of the worker that sends what is left when the process exits. */
  readonly lastPostFile: string;
  /** The audit lane, where there is one: it gets every span that the queue gets, sampled or not. */
  readonly audit?: AuditPart | undefined;
}

/** The audit lane as the pipeline sees it. */
export interface AuditPart extends SpanProcessor {
  /** Brings everything to disk, and as much as there is time for to the database. @returns spans that are lost */
  flushSync(deadlineMs: number): number;
  /** The same for a process that may go on: to disk only. */
  rescueSync(deadlineMs: number): void;
  /** The delivery law of the lane at this instant. */
  statement(): DeliveryStatement;
}

/** What a pipeline is made of: each part usable alone, in our own providers or in those of an application. */
export interface PipelineComponents {
  readonly resource: Resource;
  /** Prepares spans and hands them to the queue. */
  readonly spanProcessor: PreparingProcessor<ReadableSpan>;
  readonly queue: SpanQueue;
  readonly sampler: Sampler;
  readonly spanLimits: PipelineSettings['spanLimits'];
  readonly metricReaders: MetricReader[];
  readonly views: ViewOptions[];
  readonly logRecordProcessors: LogRecordProcessor[];
  readonly propagator: TextMapPropagator;
}

/** Makes the parts that the operator's settings ask for. */
export function createComponents(settings: PipelineSettings, parts: PipelineParts): PipelineComponents {
  const queue = createSpanQueue(settings, parts);
  return {
    resource: preparedResource(settings, parts),
    spanProcessor: new PreparingProcessor<ReadableSpan>(parts.preparation, inBothLanes(queue, parts.audit)),
    queue,
    sampler: createSampler(settings, parts),
    spanLimits: settings.spanLimits,
    metricReaders: metricReaders(settings, parts),
    views: cardinalityViews(),
    logRecordProcessors: logProcessors(settings, parts),
    propagator: propagatorOf(settings.propagators),
  };
}

/** What is prepared once goes into both lanes. */
function inBothLanes(queue: SpanQueue, audit: AuditPart | undefined): SpanProcessor {
  return audit === undefined ? queue : new BothLanes(queue, audit);
}

/** What the operator says about the process may hold a secret by mistake. */
function preparedResource(settings: PipelineSettings, { preparation }: PipelineParts): Resource {
  const resourceAttributes: Record<string, string> = { ...settings.resourceAttributes };
  preparation.attributes(resourceAttributes);
  return processResource({ ...settings, resourceAttributes });
}

/** The span processor between the end of a span and the receiver. */
export function createSpanQueue(
  settings: PipelineSettings,
  { log, clock, ledger }: Pick<PipelineParts, 'log' | 'clock' | 'ledger'>,
): SpanQueue {
  return new SpanQueue({
    sender: spanSender(settings),
    ledger,
    clock,
    isExported: settings.exporters.traces.length > 0,
    maxBytes: settings.queueBytes,
    maxBatchSpans: settings.maxBatchSpans,
    delayMs: settings.scheduleDelayMs,
    outage: createEpisode(log.warn, log.info),
    overflow: createEpisode(log.warn, log.info),
  });
}

function createSampler(settings: PipelineSettings, { ledger, audit }: PipelineParts): Sampler {
  const { exporters, sampler, samplerRatio, recordUnsampled } = settings;
  if (audit !== undefined) return createRecordingSampler(samplerOf(sampler, samplerRatio));
  if (exporters.traces.length === 0) return createCountingSampler(samplerOf('always_off', 0), ledger, 'disabled');
  const chosen = samplerOf(sampler, samplerRatio);
  return recordUnsampled ? createRecordingSampler(chosen) : createCountingSampler(chosen, ledger, 'sampled');
}

function spanSender({ exporters, otlp }: PipelineSettings): SpanSender {
  const toOtlp = createOtlpSpanSender(otlp.traces, createHttpTransport(otlp.traces));
  if (!exporters.traces.includes('console')) return toOtlp;
  return exporters.traces.includes('otlp') ? createTeeSender(toOtlp, createStderrSender()) : createStderrSender();
}

function metricReaders(settings: PipelineSettings, parts: PipelineParts): MetricReader[] {
  const { metrics } = settings.exporters;
  return [
    ...(metrics.includes('otlp') ? [pushReader(settings, parts)] : []),
    ...(metrics.includes('prometheus') ? [new PrometheusReader({ ...settings.prometheus, log: parts.log })] : []),
  ];
}

function pushReader(settings: PipelineSettings, { log, clock }: PipelineParts): PushMetricReader {
  return new PushMetricReader({
    otlp: settings.otlp.metrics,
    transport: createHttpTransport(settings.otlp.metrics),
    clock,
    intervalMs: settings.metricIntervalMs,
    temporality: settings.temporality,
    outage: createEpisode(log.info, log.info), // Traces say it at a level that is seen; totals are not lost.
  });
}

function logProcessors(settings: PipelineSettings, { log, clock, preparation }: PipelineParts): LogRecordProcessor[] {
  if (!settings.exporters.logs.includes('otlp')) return [];
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => void clock.setTimeout(resolve, ms).unref());
  const transport = createRetryingTransport(createHttpTransport(settings.otlp.logs), {
    tries: 3,
    firstDelayMs: 500,
    sleep,
    random: Math.random,
  });
  const exporter = createOtlpLogExporter(settings.otlp.logs, transport, createEpisode(log.info, log.info));
  const batch = new BatchLogRecordProcessor({ exporter, exportTimeoutMillis: settings.shutdownMs });
  return [createPreparingLogProcessor(preparation, batch)];
}
