import { label, series } from '../names.ts';
import { INTERVAL, type RecordingGroup } from '../rule.ts';

const by = `job, ${label.side}, ${label.event}`;
const events = series.securityEvents;
const none = `0 * sum by (${by}) (max_over_time(${events}[1h]))`;

/**
 * Events of an hour, whole numbers. `increase` cannot see what a counter was born with, as those of a process that pushes
 * once are: that is added, if its job was known an hour ago. On a Prometheus that has just begun every counter is young.
 */
const eventsOfAnHour = `(
  round(sum by (${by}) (increase(${events}[1h])))
  or ${none}
)
+ (
  sum by (${by}) (
    (min_over_time(${events}[1h]) unless ${events} offset 1h)
    and on (job) group by (job) ({__name__=~"up|target_info"} offset 1h)
  )
  or ${none}
)`;

/** Refusals. The sides are different calls here: what this job refuses, and what it is refused. */
export const securityGroup: RecordingGroup = {
  name: 'mcp_security_events',
  interval: INTERVAL,
  rules: [
    { record: 'job_event:mcp_security_events:increase1h', expr: eventsOfAnHour },
    {
      record: 'job_side:mcp_requests:increase1h',
      expr: `sum by (job, ${label.side}) (increase(${series.calls}{${label.method}!~"notifications/.*"}[1h]))`,
    },
    {
      record: 'job_side:mcp_access_denied:ratio1h',
      expr: `sum by (job, ${label.side}) (job_event:mcp_security_events:increase1h{${label.event}="access_denied"})\n/ (job_side:mcp_requests:increase1h > 0)`,
    },
  ],
};
