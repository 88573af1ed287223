import { label, series, TOOL_CALLS } from '../names.ts';
import { INTERVAL, type RecordingGroup } from '../rule.ts';

/** A call that takes longer than this is slow, in seconds; a bound of the histogram. */
const SLOW_SECONDS = 1;

const byJob = (suffix: string, labels = TOOL_CALLS): string =>
  [series.clientDuration, series.serverDuration]
    .map((name) => `sum by (job) (rate(${name}_${suffix}{${labels}}[10m]))`)
    .join('\n  or ');

// Prometheus 3 writes `le="1.0"` where Prometheus 2 writes `le="1"`.
const fast = byJob('bucket', `${TOOL_CALLS}, le=~"${SLOW_SECONDS}(\\\\.0)?"`);

/** Kinds of failure, on the side that calls where there is one. */
const errors = [series.clientDuration, series.serverDuration]
  .map((name) => `sum by (job, ${label.errorType}) (increase(${name}_count{${label.errorType}!=""}[15m]))`)
  .join('\nor on (job) ');

/** Latency of tools, and kinds of failures. */
export const latencyGroup: RecordingGroup = {
  name: 'mcp_latency',
  interval: INTERVAL,
  rules: [
    {
      record: 'job:mcp_tool_latency_seconds:mean10m',
      expr: `(\n  ${byJob('sum')}\n)\n/\n((\n  ${byJob('count')}\n) > 0)`,
    },
    {
      record: 'job:mcp_tool_slow:ratio10m',
      expr: `1 -\n(\n  ${fast}\n)\n/\n((\n  ${byJob('count')}\n) > 0)`,
    },
    { record: 'job_error:mcp_errors:increase15m', expr: errors },
  ],
};
