import { parsePairs, type Variables } from '@mcp-otel/core';
import { otlpSettings, type OtlpSettings } from './otlp/settings.ts';

/** Where one signal goes. */
export type ExporterName = 'otlp' | 'console' | 'none';

/** What the operator may choose about the pipeline, complete and checked. */
export interface PipelineSettings {
  readonly serviceName: string;
  readonly resourceAttributes: Readonly<Record<string, string>>;
  readonly propagators: readonly string[];
  readonly sampler: string;
  readonly samplerRatio: number;
  readonly exporters: Readonly<Record<'traces' | 'metrics' | 'logs', readonly ExporterName[]>>;
  readonly otlp: Readonly<Record<'traces' | 'metrics' | 'logs', OtlpSettings>>;
  readonly queueBytes: number;
  readonly scheduleDelayMs: number;
  readonly maxBatchSpans: number;
  readonly metricIntervalMs: number;
  readonly metricTimeoutMs: number;
  readonly temporality: string;
  readonly shutdownMs: number;
}

export function pipelineSettings(variables: Variables): PipelineSettings {
  return {
    serviceName: variables.text('OTEL_SERVICE_NAME'),
    resourceAttributes: parsePairs(variables.text('OTEL_RESOURCE_ATTRIBUTES')),
    propagators: variables.list('OTEL_PROPAGATORS'),
    sampler: variables.choice('OTEL_TRACES_SAMPLER'),
    samplerRatio: variables.number('OTEL_TRACES_SAMPLER_ARG'),
    exporters: {
      traces: exportersOf(variables.list('OTEL_TRACES_EXPORTER')),
      metrics: exportersOf(variables.list('OTEL_METRICS_EXPORTER')),
      logs: exportersOf(variables.list('OTEL_LOGS_EXPORTER')),
    },
    otlp: {
      traces: otlpSettings(variables, 'TRACES'),
      metrics: otlpSettings(variables, 'METRICS'),
      logs: otlpSettings(variables, 'LOGS'),
    },
    queueBytes: variables.number('MCP_OTEL_QUEUE_BYTES'),
    scheduleDelayMs: variables.number('OTEL_BSP_SCHEDULE_DELAY'),
    maxBatchSpans: variables.number('OTEL_BSP_MAX_EXPORT_BATCH_SIZE'),
    metricIntervalMs: variables.number('OTEL_METRIC_EXPORT_INTERVAL'),
    metricTimeoutMs: variables.number('OTEL_METRIC_EXPORT_TIMEOUT'),
    temporality: variables.choice('OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE'),
    shutdownMs: variables.number('MCP_OTEL_SHUTDOWN_MS'),
  };
}

function exportersOf(names: readonly string[]): readonly ExporterName[] {
  if (names.includes('none')) return [];
  return names.filter((name): name is ExporterName => name === 'otlp' || name === 'console');
}
