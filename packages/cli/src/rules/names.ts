import {
  countsForSuccess,
  metrics,
  outcomes,
  own,
  semconv,
  tokenClasses,
  type MetricName,
  type MetricRow,
  type ShareRow,
} from '@mcp-otel/core';
import { exposedNameOf, identifier } from '@mcp-otel/pipeline';

const rows: Readonly<Record<MetricName, MetricRow>> = metrics;

const exposed = (name: MetricName): string => exposedNameOf(name, rows[name]);

/** Series as they stand in Prometheus, by what they count. */
export const series = {
  calls: exposed(own.METRIC_CALLS),
  callsInFlight: exposed(own.METRIC_CALLS_IN_FLIGHT),
  clientDuration: exposed(semconv.METRIC_MCP_CLIENT_OPERATION_DURATION),
  serverDuration: exposed(semconv.METRIC_MCP_SERVER_OPERATION_DURATION),
  modelDuration: exposed(semconv.METRIC_GEN_AI_CLIENT_INFERENCE_DURATION),
  modelInput: exposed(semconv.METRIC_GEN_AI_CLIENT_USAGE_INPUT_TOKENS),
  modelOutput: exposed(semconv.METRIC_GEN_AI_CLIENT_USAGE_OUTPUT_TOKENS),
  modelCacheRead: exposed(semconv.METRIC_GEN_AI_CLIENT_USAGE_CACHE_READ),
  tokens: exposed(own.METRIC_TOKENS),
  tokensOpen: exposed(own.METRIC_TOKENS_OPEN),
  contextTokens: exposed(own.METRIC_CONTEXT_TOKENS),
  contextTokensOpen: exposed(own.METRIC_CONTEXT_TOKENS_OPEN),
  sessionCalls: exposed(own.METRIC_SESSION_CALLS),
  sessionRunaways: exposed(own.METRIC_SESSION_RUNAWAYS),
  sessionsActive: exposed(own.METRIC_SESSIONS_ACTIVE),
  securityEvents: exposed(own.METRIC_SECURITY_EVENTS),
  promptInvocations: exposed(own.METRIC_PROMPT_INVOCATIONS),
  promptVariants: exposed(own.METRIC_PROMPT_VARIANTS),
  cost: exposed(own.METRIC_COST),
  redactions: exposed(own.METRIC_REDACTIONS),
  omissions: exposed(own.METRIC_OMISSIONS),
  spans: exposed(own.METRIC_TELEMETRY_SPANS),
  spansPending: exposed(own.METRIC_TELEMETRY_SPANS_PENDING),
  scrapeLeftOut: exposed(own.METRIC_SCRAPE_LEFT_OUT),
} as const;

/** Labels as they stand in Prometheus. */
export const label = {
  side: identifier(own.ATTR_SIDE),
  method: identifier(semconv.ATTR_MCP_METHOD_NAME),
  tool: identifier(semconv.ATTR_GEN_AI_TOOL_NAME),
  outcome: identifier(own.ATTR_OUTCOME),
  errorType: 'error_type',
  server: 'server_address',
  class: identifier(own.ATTR_CLASS),
  fate: identifier(own.ATTR_FATE),
  event: identifier(own.ATTR_SECURITY_EVENT),
  template: identifier(own.ATTR_PROMPT_TEMPLATE_ID),
  lane: identifier(own.ATTR_LANE),
  state: identifier(own.ATTR_STATE),
  place: identifier(own.ATTR_PLACE),
  reason: identifier(own.ATTR_REASON),
  omission: identifier(own.ATTR_OMISSION),
  redaction: identifier(own.ATTR_REDACTION_CLASS),
  provider: identifier(semconv.ATTR_GEN_AI_PROVIDER_NAME),
  model: identifier(semconv.ATTR_GEN_AI_REQUEST_MODEL),
} as const;

/** Calls of tools. */
export const TOOL_CALLS = `${label.method}="tools/call"`;

const counted = outcomes.filter((outcome) => countsForSuccess('tools/call', outcome));

/** Calls that belong to the success rate. */
export const COUNTED = `${label.outcome}=~"${counted.join('|')}"`;
/** Those of them that did not succeed. */
export const FAILED = `${label.outcome}=~"${counted.filter((outcome) => outcome !== 'ok').join('|')}"`;

/** Names of the shares of the books that are so, as a pattern. */
export function shares(table: Readonly<Record<string, ShareRow>>, is: (row: ShareRow) => boolean): string {
  return Object.entries(table)
    .filter(([, row]) => is(row))
    .map(([name]) => name)
    .join('|');
}

/** Classes of tokens that are waste. */
export const WASTE = shares(tokenClasses, ({ bad, unknown }) => bad && unknown !== true);

/** Series that stand for what is beyond the cap of their metric. */
export function overflowing(more = ''): string {
  return `{__name__=~"(mcp|gen_ai)_.+_(total|count)", otel_metric_overflow="true"${more === '' ? '' : `, ${more}`}}`;
}
