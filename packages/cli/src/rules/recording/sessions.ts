import { targets } from '@mcp-otel/core';
import { label, series } from '../names.ts';
import { headline, INTERVAL, type RecordingGroup } from '../rule.ts';

const finished = (suffix: string, bound?: number): string => {
  const le = bound === undefined ? '' : `{le=~"${bound}(\\\\.0)?"}`;
  return `sum by (job, ${label.side}) (increase(${series.sessionCalls}_${suffix}${le}[6h]))`;
};

// `le` includes its bound: fewer than 30 calls are at most 29.
const within = `${finished('bucket', targets.calls.max)}\n- ${finished('bucket', targets.calls.min - 1)}`;

/** Calls per session. */
export const sessionGroup: RecordingGroup = {
  name: 'mcp_sessions',
  interval: INTERVAL,
  rules: [
    { record: 'job_side:mcp_sessions:increase6h', expr: finished('count') },
    { record: 'job_side:mcp_sessions_in_band:increase6h', expr: within },
    { record: 'job:mcp_sessions:increase6h', expr: headline('job_side:mcp_sessions:increase6h', label.side) },
    {
      record: 'job:mcp_sessions_in_band:increase6h',
      expr: headline('job_side:mcp_sessions_in_band:increase6h', label.side),
    },
    {
      record: 'job:mcp_sessions_out_of_band:ratio6h',
      expr: '1 - job:mcp_sessions_in_band:increase6h\n/ (job:mcp_sessions:increase6h > 0)',
    },
    { record: 'job_side:mcp_session_calls:increase6h', expr: finished('sum') },
    { record: 'job:mcp_session_calls:increase6h', expr: headline('job_side:mcp_session_calls:increase6h', label.side) },
    {
      record: 'job:mcp_session_calls:mean6h',
      expr: 'job:mcp_session_calls:increase6h\n/ (job:mcp_sessions:increase6h > 0)',
    },
    {
      record: 'job:mcp_session_runaways:increase15m',
      expr: `round(max by (job) (sum by (job, ${label.side}) (increase(${series.sessionRunaways}[15m]))))`,
    },
  ],
};
