import { burnTiers, thresholds, type PromDuration } from '@mcp-otel/core';
import { COUNTED, FAILED, label, series, TOOL_CALLS } from '../names.ts';
import { headline, INTERVAL, SLOW_INTERVAL, type RecordingGroup, type RecordingRule } from '../rule.ts';

const calls = `${series.calls}{${TOOL_CALLS}, ${COUNTED}}`;
const failures = `${series.calls}{${TOOL_CALLS}, ${FAILED}}`;

/** Tool calls of one window that count for success, those that failed, and their ratio. A failure that never was is 0. */
function callsOf(window: PromDuration): readonly RecordingRule[] {
  const sum = (selector: string): string => `sum by (job, ${label.side}) (increase(${selector}[${window}]))`;
  return [
    { record: `job_side:mcp_tool_calls:increase${window}`, expr: sum(calls) },
    {
      record: `job_side:mcp_tool_failures:increase${window}`,
      expr: `${sum(failures)}\nor 0 * job_side:mcp_tool_calls:increase${window}`,
    },
    {
      record: `job:mcp_tool_calls:increase${window}`,
      expr: headline(`job_side:mcp_tool_calls:increase${window}`, label.side),
    },
    {
      record: `job:mcp_tool_failures:increase${window}`,
      expr: headline(`job_side:mcp_tool_failures:increase${window}`, label.side),
    },
    {
      record: `job:mcp_tool_errors:ratio${window}`,
      expr: `job:mcp_tool_failures:increase${window}\n/ (job:mcp_tool_calls:increase${window} > 0)`,
    },
  ];
}

const all = new Set<PromDuration>([
  thresholds.error_rate.window,
  ...burnTiers.flatMap(({ window, second }) => [window, second]),
]);
const isSlow = (window: PromDuration): boolean => window.endsWith('d');

/** Tool calls and their failures. */
export const callGroups: readonly RecordingGroup[] = [
  {
    name: 'mcp_calls',
    interval: INTERVAL,
    rules: [
      {
        record: 'job_side:mcp_tool_calls:rate5m',
        expr: `sum by (job, ${label.side}) (rate(${series.calls}{${TOOL_CALLS}}[5m]))`,
      },
      { record: 'job:mcp_tool_calls:rate5m', expr: headline('job_side:mcp_tool_calls:rate5m', label.side) },
      ...[...all].filter((window) => !isSlow(window)).flatMap(callsOf),
    ],
  },
  { name: 'mcp_calls_days', interval: SLOW_INTERVAL, rules: [...all].filter(isSlow).flatMap(callsOf) },
];
