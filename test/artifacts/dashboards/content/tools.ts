import { burnTiers } from '@mcp-otel/core';
import { label } from '../../../../packages/cli/src/rules/names.ts';
import type { DashboardSpec } from '../panel.ts';
import { countedCalls, duration, failedCalls, legend, rate, raw, recorded, SIDE, toolCalls, total } from '../queries.ts';
import { areas, lines, stat, table, traceRows } from './shared.ts';

const byTool = { label: label.tool, attribute: 'gen_ai.tool.name' };
const NO_TOOL = 'no tool was called';

/** Calls of tools: which fail, how, and how long they take. */
export const tools: DashboardSpec = {
  name: 'tools',
  title: 'MCP / Tools',
  description: 'Calls of tools: which fail, how, and how long they take.',
  rows: [
    {
      title: 'Success',
      panels: [
        stat(
          'Tool success, one hour',
          'Part of the tool calls of the last hour that succeeded, by job.',
          'percentunit',
          { expr: `1 - ${recorded('job:mcp_tool_errors:ratio1h')}`, legend: legend('job') },
          { threshold: 'tool_success', noValue: 'no tool was called in the last hour' },
        ),
        stat(
          'Tool success, three days',
          'The same over three days: whether the objective will be kept.',
          'percentunit',
          { expr: `1 - ${recorded('job:mcp_tool_errors:ratio3d')}`, legend: legend('job') },
          { threshold: 'tool_success_objective', noValue: 'no tool was called in three days' },
        ),
        lines(
          'Error rate by window',
          `Part of the tool calls that failed, over ${burnTiers.map(({ window }) => window).join(', ')}: a short one that is above a long one is getting worse.`,
          'percentunit',
          burnTiers.map(({ window }) => ({
            expr: recorded(`job:mcp_tool_errors:ratio${window}`),
            legend: `{{job}} ${window}`,
          })),
          { threshold: 'error_rate_quiet', noValue: NO_TOOL },
        ),
        lines(
          'Failing tools',
          'Part of the calls of each tool that failed. Click on a line for its traces.',
          'percentunit',
          {
            expr: `${rate(failedCalls, label.tool)} / (${rate(countedCalls, label.tool)} > 0)`,
            legend: legend(label.tool),
          },
          { threshold: 'error_rate', noValue: 'no call has failed', traces: byTool },
        ),
        areas(
          'Outcomes',
          'How calls end: `tool_error` is what a tool says, `protocol_error` what the server answers instead, the rest happens between them.',
          'reqps',
          { expr: rate(toolCalls, label.outcome), legend: legend(label.outcome) },
          { noValue: NO_TOOL },
        ),
        areas(
          'Kinds of errors',
          'Failed calls by `error.type`. A kind that is new is an alert of its own.',
          'reqps',
          { expr: rate(duration('count', `, ${label.errorType}!=""`), label.errorType), legend: legend(label.errorType) },
          { noValue: 'no call has failed', threshold: 'error_pattern' },
        ),
        table(
          'Tools that fail most',
          'Failed calls by tool in this time.',
          'short',
          { expr: `topk(10, ${total(failedCalls, label.tool)})` },
          { columns: { [label.tool]: 'Tool', Value: 'Failed calls' }, noValue: 'no call has failed' },
        ),
      ],
    },
    {
      title: 'Latency',
      panels: [
        lines(
          'Latency by tool, p95',
          '95 % of the calls of a tool take at most so long. Click on a line for its traces.',
          's',
          {
            expr: `histogram_quantile(0.95, ${rate(duration('bucket'), 'le', label.tool)})`,
            legend: legend(label.tool),
          },
          { threshold: 'mean_latency', noValue: NO_TOOL, traces: byTool },
        ),
        lines(
          'Mean latency',
          'Mean time of a tool call, by job. One slow tool can make it: see the tools beside it.',
          's',
          { expr: recorded('job:mcp_tool_latency_seconds:mean10m'), legend: legend('job') },
          { threshold: 'mean_latency', noValue: NO_TOOL },
        ),
        lines(
          'Slow calls',
          'Part of the tool calls that took longer than a second.',
          'percentunit',
          { expr: recorded('job:mcp_tool_slow:ratio10m'), legend: legend('job') },
          { threshold: 'slow_calls', noValue: NO_TOOL },
        ),
        lines(
          'Calls in flight over time',
          'Requests that wait for their answer. A line that only rises is a server that hangs.',
          'short',
          { expr: `sum by (job) (${raw('callsInFlight', SIDE)})`, legend: legend('job') },
          { noValue: 'no call has been made yet' },
        ),
      ],
    },
    {
      title: 'Volume',
      panels: [
        lines(
          'Calls and what is usual',
          'Tool calls per second, and how many there were at the busiest times of the last day. Many times more than that is a spike.',
          'reqps',
          [
            { expr: recorded('job:mcp_tool_calls:rate5m'), legend: '{{job}}' },
            {
              expr: `quantile_over_time(0.95, ${recorded('job:mcp_tool_calls:rate5m')}[1d] offset 10m)`,
              legend: '{{job}}, at busy times',
            },
          ],
          { noValue: NO_TOOL, width: 24 },
        ),
      ],
    },
    ...traceRows('{ span.mcp.method.name = "tools/call" && span.gen_ai.tool.name =~ "${tool:regex}" }', {
      'mcp.method.name': 'tools/call',
    }),
  ],
};
