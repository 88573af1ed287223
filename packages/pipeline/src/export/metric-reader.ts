import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { metrics as metricTable, OVERFLOW, type MetricRow } from '@mcp-otel/core';
import { suppressTracing } from '@opentelemetry/core';
import { JsonMetricsSerializer, ProtobufMetricsSerializer } from '@opentelemetry/otlp-transformer';
import { AggregationTemporality, InstrumentType, MetricReader, type ViewOptions } from '@opentelemetry/sdk-metrics';
import type { Clock } from '../clock.ts';
import type { Episode } from '../log/episodes.ts';
import type { OtlpSettings } from '../otlp/settings.ts';
import type { Transport } from '../otlp/transport.ts';

/** What the reader is made of. */
export interface PushMetricReaderOptions {
  readonly otlp: OtlpSettings;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly intervalMs: number;
  readonly temporality: string;
  readonly outage: Episode;
}

/**
 * Pushes metrics by OTLP at an interval and on flush. Like the reader of the SDK, but no timer of it holds the process:
 * a short-lived server ends when it is done, not when its metrics are.
 */
export class PushMetricReader extends MetricReader {
  readonly #options: PushMetricReaderOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PushMetricReaderOptions) {
    super({ aggregationTemporalitySelector: temporalitySelector(options.temporality) });
    this.#options = options;
  }

  protected override onInitialized(): void {
    this.#schedule();
  }

  protected override async onForceFlush(): Promise<void> {
    await this.#push();
  }

  protected override async onShutdown(): Promise<void> {
    if (this.#timer !== undefined) this.#options.clock.clearTimeout(this.#timer);
    await this.#push();
  }

  #schedule(): void {
    const { clock, intervalMs } = this.#options;
    this.#timer = clock.setTimeout(() => void this.#push().finally(() => this.#schedule()), intervalMs);
    this.#timer.unref();
  }

  async #push(): Promise<void> {
    const { otlp, transport, outage } = this.#options;
    const { resourceMetrics } = await this.collect();
    if (resourceMetrics.scopeMetrics.length === 0) return;
    const body = serialisers[otlp.encoding].serializeRequest(resourceMetrics);
    if (body === undefined) return;
    const answer = await context.with(suppressTracing(ROOT_CONTEXT), () => transport.send(body));
    if (answer.status === 'accepted') outage.end('metrics are sent again');
    else outage.begin(`metrics cannot be sent (${answer.reason}); the next try sends the totals`);
  }
}

/** Caps of the metric table as views, so that no label combination is kept beyond them. */
export function cardinalityViews(): ViewOptions[] {
  const rows: readonly (readonly [string, MetricRow])[] = Object.entries(metricTable);
  return rows.map(([instrumentName, { maxSeries }]) => ({
    instrumentName,
    aggregationCardinalityLimit: maxSeries + OVERFLOW, // The SDK counts it in.
  }));
}

const serialisers = { protobuf: ProtobufMetricsSerializer, json: JsonMetricsSerializer } as const;

/** Temporality preferences of the OTLP metrics exporter specification. Up-down counters are totals in every one. */
function temporalitySelector(preference: string): (instrument: InstrumentType) => AggregationTemporality {
  const delta = deltaInstruments[preference] ?? new Set();
  return (instrument) => (delta.has(instrument) ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE);
}

const deltaInstruments: Readonly<Record<string, ReadonlySet<InstrumentType>>> = {
  delta: new Set([
    InstrumentType.COUNTER,
    InstrumentType.HISTOGRAM,
    InstrumentType.GAUGE,
    InstrumentType.OBSERVABLE_COUNTER,
    InstrumentType.OBSERVABLE_GAUGE,
  ]),
  lowmemory: new Set([InstrumentType.COUNTER, InstrumentType.HISTOGRAM]),
};
