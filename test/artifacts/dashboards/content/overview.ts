import { MIN_COVERAGE, targets } from '@mcp-otel/core';
import { label } from '../../../../packages/cli/src/rules/names.ts';
import type { DashboardSpec } from '../panel.ts';
import { countedCalls, duration, failedCalls, JOB, legend, rate, raw, recorded, SIDE, toolCalls, total } from '../queries.ts';
import { areas, bars, heatmap, lines, stat, table, traceRows } from './shared.ts';
import { users } from './sql.ts';

const measurable = (figure: string, coverage: string): string =>
  `${recorded(figure)} and ${recorded(coverage)} >= ${MIN_COVERAGE}`;

/** What to look at first: the four conservation figures, calls, errors, latency, refusals. */
export const overview: DashboardSpec = {
  name: 'overview',
  title: 'MCP / Overview',
  description: 'Model Context Protocol: whether calls work, what they cost, and what is lost. Start here.',
  rows: [
    {
      title: 'Now',
      panels: [
        stat(
          'Tool success',
          `Part of the tool calls of the last hour that succeeded. Below the target, look for the tool and the kind of error in MCP / Tools.`,
          'percentunit',
          { expr: `1 - ${recorded('job:mcp_tool_errors:ratio1h')}`, legend: legend('job') },
          { threshold: 'tool_success_objective', noValue: 'no tool was called in the last hour' },
        ),
        stat(
          'Token efficiency',
          'Part of the input of models that is not provably waste. Below the target, see in MCP / Tokens which class of waste grows.',
          'percentunit',
          { expr: measurable('job:mcp_token_efficiency:ratio1h', 'job:mcp_token_coverage:ratio1h'), legend: legend('job') },
          { threshold: 'token_efficiency', noValue: 'no model was called, or most of its input is unknown' },
        ),
        stat(
          'Context loss',
          'Part of what was offered to models that was lost on its way or taken away. Above the target, see in MCP / Tokens which fate grows.',
          'percentunit',
          { expr: measurable('job:mcp_context_loss:ratio1h', 'job:mcp_context_coverage:ratio1h'), legend: legend('job') },
          { threshold: 'context_loss', noValue: 'nothing was offered to a model, or most of it is unknown' },
        ),
        stat(
          'Calls per session',
          `Mean of the sessions that ended in the last six hours; ${targets.calls.min} to ${targets.calls.max} are expected. Outside of that, see MCP / Sessions.`,
          'short',
          { expr: recorded('job:mcp_session_calls:mean6h'), legend: legend('job') },
          { noValue: 'no session has ended in the last six hours' },
        ),
        stat(
          'Alerts that fire',
          'Alerts of mcp-otel that fire now. Their runbooks are in MCP / Runbooks.',
          'short',
          { expr: `count(ALERTS{alertstate="firing", mcp_threshold!="", ${JOB}}) or vector(0)` },
          { noValue: 'Prometheus does not evaluate alerts.yml' },
        ),
        stat(
          'Open connections',
          'Connections between clients and servers that are open now.',
          'short',
          { expr: `sum(${raw('sessionsActive', SIDE)})` },
          { noValue: 'no connection that stays open: HTTP without sessions has none' },
        ),
        stat(
          'Calls in flight',
          'Requests that wait for their answer now. If it only grows, a server hangs: see its traces.',
          'short',
          { expr: `sum(${raw('callsInFlight', SIDE)})` },
          { noValue: 'no call has been made yet' },
        ),
        stat(
          'Cost',
          'Price of the model calls in this time whose price is known, in USD.',
          'currencyUSD',
          { expr: total(raw('cost')) },
          { noValue: 'no model call with a known price' },
        ),
      ],
    },
    {
      title: 'Calls',
      panels: [
        areas(
          'Tool Call Volume',
          'Tool calls per second, by tool. A sudden rise is an agent in a loop more often than it is success.',
          'reqps',
          { expr: rate(toolCalls, label.tool), legend: legend(label.tool) },
          { noValue: 'no tool was called', traces: { label: label.tool, attribute: 'gen_ai.tool.name' } },
        ),
        lines(
          'Error Rate',
          'Part of the tool calls that failed, by job. Denied and cancelled calls are not in it.',
          'percentunit',
          { expr: `${rate(failedCalls, 'job')} / (${rate(countedCalls, 'job')} > 0) or 0 * ${rate(countedCalls, 'job')}`, legend: legend('job') },
          { threshold: 'error_rate', noValue: 'no tool was called' },
        ),
        heatmap(
          'Latency',
          'Tool calls by how long they took. Two bands mean two kinds of calls: tell them apart by the tool.',
          's',
          { expr: rate(duration('bucket'), 'le'), legend: '{{le}}' },
          { noValue: 'no tool was called' },
        ),
        bars(
          'Security Events',
          'Refusals: access denied, rate limits, budgets. More than a few an hour are in MCP / Security.',
          'short',
          {
            expr: `sum by (${label.event}) (increase(${raw('securityEvents', SIDE)}[$__rate_interval]))`,
            legend: legend(label.event),
          },
          { noValue: 'nobody has been refused' },
        ),
        table(
          'Top Tools',
          'The tools that are called most in this time.',
          'short',
          { expr: `topk(10, ${total(toolCalls, label.tool)})` },
          { columns: { [label.tool]: 'Tool', Value: 'Calls' }, noValue: 'no tool was called' },
        ),
        lines(
          'Latency, quantiles',
          'Half, 95 % and 99 % of the tool calls took at most so long. A click on a series of MCP / Tools leads to traces.',
          's',
          [0.5, 0.95, 0.99].map((quantile) => ({
            expr: `histogram_quantile(${quantile}, ${rate(duration('bucket'), 'le')})`,
            legend: `p${quantile * 100}`,
          })),
          { threshold: 'mean_latency', noValue: 'no tool was called' },
        ),
      ],
    },
    users,
    ...traceRows('{ span.mcp.method.name = "tools/call" && status = error }', {
      'mcp.method.name': 'tools/call',
      error: 'true',
    }),
  ],
};

