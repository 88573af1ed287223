import { ATTR_ERROR_TYPE, ATTR_SERVER_ADDRESS, ATTR_SERVER_PORT } from '@opentelemetry/semantic-conventions';
import type { MetricRow } from './metric-row.ts';
import * as own from './own-names.ts';
import * as semconv from './semconv.ts';

const callLabels = [
  semconv.ATTR_GEN_AI_OPERATION_NAME,
  semconv.ATTR_GEN_AI_PROVIDER_NAME,
  semconv.ATTR_GEN_AI_REQUEST_MODEL,
  semconv.ATTR_GEN_AI_RESPONSE_MODEL,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_ERROR_TYPE,
  own.ATTR_SHADOW,
] as const;

function histogram(unit: 's' | '{token}', maxSeries: number, brief: string): MetricRow & { instrument: 'histogram' } {
  const buckets = unit === 's' ? semconv.GEN_AI_DURATION_BUCKETS : semconv.GEN_AI_TOKEN_BUCKETS;
  return { instrument: 'histogram', unit, labels: callLabels, buckets, maxSeries, brief };
}

function tokenCounter(brief: string): MetricRow & { instrument: 'counter' } {
  const labels = [...callLabels, semconv.ATTR_GEN_AI_TOKEN_MODALITY] as const;
  return { instrument: 'counter', unit: '{token}', labels, maxSeries: 32, brief };
}

/**
 * Metrics of model calls (GenAI convention, "client metrics"). Calls that tell of another one, `mcp_otel.duplicate_of`,
 * are in none of them; shadow traffic is set apart by its label.
 */
export const modelMetrics = {
  [semconv.METRIC_GEN_AI_CLIENT_INFERENCE_DURATION]: histogram(
    's',
    24,
    'Time from the request to the end of the answer.',
  ),
  [semconv.METRIC_GEN_AI_CLIENT_INFERENCE_TIME_TO_FIRST_CHUNK]: histogram(
    's',
    10,
    'Time from the request to the first piece of a streamed answer.',
  ),
  [semconv.METRIC_GEN_AI_CLIENT_INFERENCE_TIME_PER_OUTPUT_CHUNK]: histogram(
    's',
    10,
    'Time between two pieces of a streamed answer.',
  ),
  [semconv.METRIC_GEN_AI_CLIENT_INFERENCE_INPUT_TOKENS]: histogram('{token}', 12, 'Input tokens of one call.'),
  [semconv.METRIC_GEN_AI_CLIENT_INFERENCE_OUTPUT_TOKENS]: histogram('{token}', 12, 'Output tokens of one call.'),
  [semconv.METRIC_GEN_AI_CLIENT_USAGE_INPUT_TOKENS]: tokenCounter('Input tokens, cached ones included.'),
  [semconv.METRIC_GEN_AI_CLIENT_USAGE_OUTPUT_TOKENS]: tokenCounter('Output tokens, reasoning included.'),
  [semconv.METRIC_GEN_AI_CLIENT_USAGE_CACHE_READ]: tokenCounter('Input tokens that came from a cache.'),
  [semconv.METRIC_GEN_AI_CLIENT_USAGE_CACHE_WRITE]: tokenCounter('Input tokens that were written to a cache.'),
  [semconv.METRIC_GEN_AI_CLIENT_USAGE_REASONING]: tokenCounter('Output tokens that are reasoning.'),
  [own.METRIC_COST]: {
    instrument: 'observableCounter',
    unit: '{USD}',
    labels: [semconv.ATTR_GEN_AI_PROVIDER_NAME, semconv.ATTR_GEN_AI_REQUEST_MODEL, own.ATTR_SHADOW],
    maxSeries: 32,
    brief: 'Price of all calls whose price is known. Summed exactly, in billionths.',
  },
  [own.METRIC_PROMPT_INVOCATIONS]: {
    instrument: 'counter',
    unit: '{call}',
    labels: [own.ATTR_PROMPT_TEMPLATE_ID, semconv.ATTR_GEN_AI_TOOL_NAME],
    maxSeries: 64,
    brief: 'Model calls by prompt template and tool.',
  },
  [own.METRIC_PROMPT_VARIANTS]: {
    instrument: 'counter',
    unit: '{prompt}',
    labels: [own.ATTR_PROMPT_TEMPLATE_ID, semconv.ATTR_GEN_AI_TOOL_NAME],
    maxSeries: 64,
    brief: 'Prompts of a template that had not been seen before, ids, times and numbers aside: its drift.',
  },
} as const satisfies Record<string, MetricRow>;
