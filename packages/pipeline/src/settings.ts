import { parsePairs, type Complain, type Variables } from '@mcp-otel/core';
import { otlpSettings, type OtlpSettings } from './otlp/settings.ts';

/** Where one signal goes. */
export type ExporterName = 'otlp' | 'console' | 'prometheus' | 'none';

/** What the operator may choose about the pipeline, complete and checked. */
export interface PipelineSettings {
  readonly serviceName: string;
  readonly resourceAttributes: Readonly<Record<string, string>>;
  readonly propagators: readonly string[];
  readonly sampler: string;
  readonly samplerRatio: number;
  /** Record what the sampler refuses, so that no sum depends on it. */
  readonly recordUnsampled: boolean;
  /** Who counts: `process` or `spans`. */
  readonly metricsSource: string;
  readonly exporters: Readonly<Record<'traces' | 'metrics' | 'logs', readonly ExporterName[]>>;
  readonly otlp: Readonly<Record<'traces' | 'metrics' | 'logs', OtlpSettings>>;
  readonly queueBytes: number;
  readonly scheduleDelayMs: number;
  readonly maxBatchSpans: number;
  readonly metricIntervalMs: number;
  readonly spanLimits: {
    readonly attributeCountLimit: number;
    readonly eventCountLimit: number;
    readonly linkCountLimit: number;
  };
  readonly temporality: string;
  /** Where metrics are served, if they are. */
  readonly prometheus: { readonly host: string; readonly port: number };
  readonly shutdownMs: number;
}

/**
 * Reads what the operator has set.
 *
 * @param complain told of what the variables themselves do not show to be wrong, once per trouble
 */
export function pipelineSettings(variables: Variables, complain: Complain): PipelineSettings {
  const complainOnce = once(complain);
  return {
    serviceName: variables.text('OTEL_SERVICE_NAME'),
    resourceAttributes: parsePairs(variables.text('OTEL_RESOURCE_ATTRIBUTES')),
    propagators: variables.list('OTEL_PROPAGATORS'),
    sampler: variables.choice('OTEL_TRACES_SAMPLER'),
    samplerRatio: variables.number('OTEL_TRACES_SAMPLER_ARG'),
    recordUnsampled: variables.flag('MCP_OTEL_RECORD_UNSAMPLED'),
    metricsSource: variables.choice('MCP_OTEL_METRICS'),
    exporters: {
      traces: exportersOf(variables.list('OTEL_TRACES_EXPORTER')),
      metrics: exportersOf(variables.list('OTEL_METRICS_EXPORTER')),
      logs: exportersOf(variables.list('OTEL_LOGS_EXPORTER')),
    },
    otlp: {
      traces: otlpSettings(variables, 'TRACES', complainOnce),
      metrics: otlpSettings(variables, 'METRICS', complainOnce),
      logs: otlpSettings(variables, 'LOGS', complainOnce),
    },
    queueBytes: variables.number('MCP_OTEL_QUEUE_BYTES'),
    scheduleDelayMs: variables.number('OTEL_BSP_SCHEDULE_DELAY'),
    maxBatchSpans: variables.number('OTEL_BSP_MAX_EXPORT_BATCH_SIZE'),
    metricIntervalMs: variables.number('OTEL_METRIC_EXPORT_INTERVAL'),
    spanLimits: {
      attributeCountLimit: variables.number('OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT'),
      eventCountLimit: variables.number('OTEL_SPAN_EVENT_COUNT_LIMIT'),
      linkCountLimit: variables.number('OTEL_SPAN_LINK_COUNT_LIMIT'),
    },
    temporality: variables.choice('OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE'),
    prometheus: {
      host: variables.text('OTEL_EXPORTER_PROMETHEUS_HOST'),
      port: variables.number('OTEL_EXPORTER_PROMETHEUS_PORT'),
    },
    shutdownMs: variables.number('MCP_OTEL_SHUTDOWN_MS'),
  };
}

function exportersOf(names: readonly string[]): readonly ExporterName[] {
  if (names.includes('none')) return [];
  return names.filter((name): name is ExporterName => known.has(name));
}

const known: ReadonlySet<string> = new Set<ExporterName>(['otlp', 'console', 'prometheus']);

/** A general variable is read for each of the three signals. */
function once(complain: Complain): Complain {
  const said = new Set<string>();
  return (sentence) => {
    if (!said.has(sentence)) complain(sentence);
    said.add(sentence);
  };
}
