import { MIN_COVERAGE, securityEvents, type SecurityEvent } from '@mcp-otel/core';
import { label, series, TOOL_CALLS } from '../names.ts';
import { INTERVAL, type RecordingGroup, type RecordingRule } from '../rule.ts';

/** Renames a label, in PromQL. */
const renamed = (expr: string, to: string, from: string, value = '$1', pattern = '(.*)'): string =>
  `label_replace(\n${indent(expr)},\n  "${to}", "${value}", "${from}", "${pattern}"\n)`;

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}

/** Tool calls where they are made; on the server only where no client of the same job tells of them. */
function toolCalls(suffix: string, labels = TOOL_CALLS): string {
  const client = `${series.clientDuration}_${suffix}{${labels}}`;
  const server = `${series.serverDuration}_${suffix}{${labels}}`;
  const unless = `unless on (job) ${series.clientDuration}_count{${TOOL_CALLS}}`;
  return `${renamed(client, 'server', label.server)}\nor\n${renamed(`(${server}\n${unless})`, 'server', 'job')}`;
}

const withTool = (expr: string): string => renamed(`(\n${indent(expr)}\n)`, 'tool_name', label.tool);

function withStatus(expr: string): string {
  const success = renamed(`(\n${indent(expr)}\n)`, 'status', label.errorType, 'success', '');
  return renamed(success, 'status', label.errorType, 'error', '.+');
}

const perTool = (suffix: string): string =>
  `sum by (job, instance, tool_name, server) (rate(mcp_tool_call_duration_seconds_${suffix}[5m]))`;

const events: Readonly<Record<SecurityEvent, string>> = {
  access_denied: 'mcp_access_denied_total',
  rate_limit: 'mcp_rate_limit_hits_total',
  budget_exceeded: 'mcp_budget_exceeded_total',
};

const eventRules: readonly RecordingRule[] = (Object.keys(securityEvents) as SecurityEvent[]).map((event) => ({
  record: events[event],
  expr: `${series.securityEvents}{${label.event}="${event}"}`,
}));

const percent = (ratio: string, coverage: string): string => `100 * ${ratio}\nand ${coverage} >= ${MIN_COVERAGE}`;

/**
 * Names of other monitoring guides for MCP, so that dashboards and alerts that were written for them work. Counters keep
 * `instance`, so that `rate` of them stays right.
 */
export const compatibleNamesGroup: RecordingGroup = {
  name: 'mcp_compatible_names',
  interval: INTERVAL,
  rules: [
    { record: 'mcp_tool_calls_total', expr: withStatus(withTool(toolCalls('count'))) },
    {
      record: 'mcp_tool_call_errors_total',
      expr: withTool(toolCalls('count', `${TOOL_CALLS}, ${label.errorType}!=""`)),
    },
    ...['bucket', 'sum', 'count'].map((suffix) => ({
      record: `mcp_tool_call_duration_seconds_${suffix}`,
      expr: withTool(toolCalls(suffix)),
    })),
    { record: 'mcp_tool_call_duration_seconds', expr: `${perTool('sum')}\n/ (${perTool('count')} > 0)` },
    ...eventRules,
    { record: 'mcp_active_connections', expr: renamed(series.sessionsActive, 'server', 'job') },
    {
      record: 'mcp_token_efficiency',
      expr: percent('job:mcp_token_efficiency:ratio1h', 'job:mcp_token_coverage:ratio1h'),
    },
    { record: 'mcp_context_loss', expr: percent('job:mcp_context_loss:ratio1h', 'job:mcp_context_coverage:ratio1h') },
  ],
};
