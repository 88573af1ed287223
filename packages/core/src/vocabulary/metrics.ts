import {
  ATTR_ERROR_TYPE,
  ATTR_NETWORK_PROTOCOL_NAME,
  ATTR_NETWORK_TRANSPORT,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
} from '@opentelemetry/semantic-conventions';
import type { AttributeKey } from './attributes.ts';
import { ledgerMetrics } from './ledger-metrics.ts';
import type { MetricRow } from './metric-row.ts';
import { modelMetrics } from './model-metrics.ts';
import * as own from './own-names.ts';
import { securityEvents } from './security-events.ts';
import * as semconv from './semconv.ts';

// Without the prompt, which the convention has: a peer may make up any number of prompt names, and nobody lists them.
const operationLabels = [
  semconv.ATTR_MCP_METHOD_NAME,
  ATTR_ERROR_TYPE,
  semconv.ATTR_GEN_AI_TOOL_NAME,
  semconv.ATTR_GEN_AI_OPERATION_NAME,
  semconv.ATTR_RPC_RESPONSE_STATUS_CODE,
  semconv.ATTR_MCP_PROTOCOL_VERSION,
  ATTR_NETWORK_TRANSPORT,
  ATTR_NETWORK_PROTOCOL_NAME,
] as const;

const sessionLabels = [
  semconv.ATTR_MCP_PROTOCOL_VERSION,
  ATTR_NETWORK_TRANSPORT,
  ATTR_NETWORK_PROTOCOL_NAME,
  ATTR_ERROR_TYPE,
] as const;

const peerLabels = [ATTR_SERVER_ADDRESS, ATTR_SERVER_PORT] as const;

function duration(labels: readonly AttributeKey[], maxSeries: number, brief: string): MetricRow {
  return { instrument: 'histogram', unit: 's', labels, buckets: semconv.DURATION_BUCKETS, maxSeries, brief };
}

/**
 * Every metric of mcp-otel. Own counters use braces units, so that every route to Prometheus gives the same name.
 * A histogram exposes its buckets, sum and count: `maxSeries` times 17 lines in Prometheus.
 */
export const metrics = {
  [semconv.METRIC_MCP_CLIENT_OPERATION_DURATION]: duration(
    [...operationLabels, ...peerLabels],
    72,
    'Time from sending a request to its answer, as the sender sees it.',
  ),
  [semconv.METRIC_MCP_SERVER_OPERATION_DURATION]: duration(
    operationLabels,
    72,
    'Time from receiving a request to sending its answer.',
  ),
  [semconv.METRIC_MCP_CLIENT_SESSION_DURATION]: duration(
    [...sessionLabels, ...peerLabels],
    8,
    'Time from connecting to closing, as the client sees it.',
  ),
  [semconv.METRIC_MCP_SERVER_SESSION_DURATION]: duration(
    sessionLabels,
    8,
    'Time from connecting to closing, as the server sees it.',
  ),
  ...modelMetrics,
  ...ledgerMetrics,
  [own.METRIC_CALLS]: {
    instrument: 'observableCounter',
    unit: '{call}',
    labels: [own.ATTR_SIDE, semconv.ATTR_MCP_METHOD_NAME, semconv.ATTR_GEN_AI_TOOL_NAME, own.ATTR_OUTCOME],
    maxSeries: 464,
    brief: 'Messages by how they ended. The client side is the headline; the two sides are never added.',
  },
  [own.METRIC_CALLS_IN_FLIGHT]: {
    instrument: 'observableUpDownCounter',
    unit: '{call}',
    labels: [own.ATTR_SIDE],
    maxSeries: 2,
    brief: 'Requests without an answer yet.',
  },
  [own.METRIC_SESSIONS_ACTIVE]: {
    instrument: 'upDownCounter',
    unit: '{session}',
    labels: [own.ATTR_SIDE, ATTR_NETWORK_TRANSPORT, ATTR_NETWORK_PROTOCOL_NAME],
    maxSeries: 8,
    brief: 'Open connections between a client and a server.',
  },
  [own.METRIC_SECURITY_EVENTS]: {
    instrument: 'observableCounter',
    unit: '{event}',
    labels: [own.ATTR_SIDE, own.ATTR_SECURITY_EVENT],
    maxSeries: 2 * Object.keys(securityEvents).length,
    brief: 'Refusals that were seen on the wire, by type. The two sides are never added.',
  },
  [own.METRIC_REDACTIONS]: {
    instrument: 'observableCounter',
    unit: '{secret}',
    labels: [own.ATTR_REDACTION_CLASS],
    maxSeries: 16,
    brief: 'Secrets and personal numbers that were taken out of text before it left the process, by class.',
  },
  [own.METRIC_OMISSIONS]: {
    instrument: 'observableCounter',
    unit: '{event}',
    labels: [own.ATTR_OMISSION],
    maxSeries: 8,
    brief:
      'What could not be told: `price_unknown`, `governance_invalid`, `body_too_large`, `body_unreadable`, `usage_implausible`, `session_closed_early`.',
  },
  [own.METRIC_TELEMETRY_SPANS]: {
    instrument: 'observableCounter',
    unit: '{span}',
    labels: [own.ATTR_LANE, own.ATTR_STATE, own.ATTR_REASON],
    maxSeries: 32,
    brief: 'Spans by what became of them: started + recovered = delivered + handed_over + dropped + pending.',
  },
  [own.METRIC_TELEMETRY_SPANS_PENDING]: {
    instrument: 'observableUpDownCounter',
    unit: '{span}',
    labels: [own.ATTR_LANE, own.ATTR_PLACE],
    maxSeries: 4,
    brief: 'Spans that are open, queued or on their way, or wait on disk.',
  },
  [own.METRIC_SCRAPE_LEFT_OUT]: {
    instrument: 'observableUpDownCounter',
    unit: '{series}',
    labels: [],
    maxSeries: 1,
    brief: 'Series that the last scrape left out, because there were too many or Prometheus has no name for them.',
  },
} as const satisfies Record<string, MetricRow>;

/** Name of a metric of mcp-otel. */
export type MetricName = keyof typeof metrics;

const labels: ReadonlySet<string> = new Set(Object.values(metrics).flatMap((row: MetricRow) => row.labels));

/** True for attributes that some metric carries. */
export function isLabel(attribute: string): boolean {
  return labels.has(attribute);
}
