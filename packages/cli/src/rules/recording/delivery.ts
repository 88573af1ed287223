import { dropReasons } from '@mcp-otel/core';
import { label, series } from '../names.ts';
import { INTERVAL, type RecordingGroup } from '../rule.ts';

const by = `job, instance, ${label.lane}`;
const chosen = Object.entries(dropReasons)
  .filter(([, reason]) => reason.chosen)
  .map(([name]) => name)
  .join('|');
const lost = `${series.spans}{${label.state}="dropped", ${label.reason}!~"${chosen}"}`;
const come = 'started|recovered';
const started = `${series.spans}{${label.state}="started"}`;

/** The delivery law: what was started or found on disk, less all that became of it, is 0 in every scrape. */
export const deliveryGroup: RecordingGroup = {
  name: 'mcp_delivery',
  interval: INTERVAL,
  rules: [
    {
      record: 'instance_lane:mcp_spans:residual',
      expr: `sum by (${by}) (${series.spans}{${label.state}=~"${come}"})\n- sum by (${by}) (${series.spans}{${label.state}!~"${come}"})\n- sum by (${by}) (${series.spansPending})`,
    },
    {
      record: 'job_lane:mcp_spans_started:increase30m',
      expr: `sum by (job, ${label.lane}) (increase(${started}[30m]))`,
    },
    {
      record: 'job_lane:mcp_spans_lost:ratio30m',
      expr: `sum by (job, ${label.lane}) (increase(${lost}[30m]))\n/ (job_lane:mcp_spans_started:increase30m > 0)`,
    },
  ],
};
