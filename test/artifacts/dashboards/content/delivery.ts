import { label, overflowing, series } from '../../../../packages/cli/src/rules/names.ts';
import type { DashboardSpec } from '../panel.ts';
import { JOB, legend, raw, rate, RAW, recorded } from '../queries.ts';
import { areas, lines, stat, table } from './shared.ts';
import { writers } from './sql.ts';

const NO_METRICS = 'no metrics of mcp-otel: is the program scraped, and OTEL_METRICS_EXPORTER=prometheus set?';

/** Whether what the other dashboards show is whole. */
export const delivery: DashboardSpec = {
  name: 'delivery',
  title: 'MCP / Delivery and audit',
  description: 'Whether telemetry is whole: spans started, delivered, dropped; series left out; what could not be told.',
  rows: [
    {
      title: 'The delivery law',
      panels: [
        stat(
          'Residual',
          'Spans started, or found on disk, less all that became of them. It is 0 in every scrape, or there is a mistake in mcp-otel.',
          'short',
          { expr: `max(abs(${recorded('instance_lane:mcp_spans:residual')}))` },
          { threshold: 'delivery_residual', noValue: NO_METRICS },
        ),
        stat(
          'Lost spans',
          'Part of the spans of half an hour that were dropped, and nobody chose so.',
          'percentunit',
          { expr: recorded('job_lane:mcp_spans_lost:ratio30m'), legend: legend('job') },
          { threshold: 'spans_dropped', noValue: 'no span was started in half an hour' },
        ),
        stat(
          'Spans pending',
          'Spans that are open, queued or on their way, or wait on disk to be stored.',
          'short',
          { expr: `sum(${raw('spansPending')})` },
          { noValue: NO_METRICS },
        ),
        stat(
          'Series left out',
          'Series of the application that have no room or no name in Prometheus. Fewer labels help.',
          'short',
          { expr: `max(${raw('scrapeLeftOut')})` },
          { threshold: 'scrape_left_out', noValue: 'nothing is scraped from the programs themselves' },
        ),
        areas(
          'Spans by what became of them',
          'Spans per second. `handed_over` went to a provider of the application, and are its to deliver.',
          'short',
          { expr: rate(raw('spans', `${label.state}!="started"`), label.lane, label.state), legend: legend(label.lane, label.state) },
          { noValue: NO_METRICS },
        ),
        areas(
          'Dropped spans',
          'Dropped spans per second, by reason: `queue_bytes` wants a larger queue or a faster receiver, `sink_reject` is refused by the receiver.',
          'short',
          { expr: rate(raw('spans', `${label.state}="dropped"`), label.reason), legend: legend(label.reason) },
          { noValue: NO_METRICS },
        ),
      ],
    },
    {
      title: 'What could not be told',
      panels: [
        lines(
          'Omissions',
          'What could not be told, per second: prices that nobody knows, bodies that are too large, sessions closed early.',
          'short',
          { expr: rate(raw('omissions'), label.omission), legend: legend(label.omission) },
          { noValue: NO_METRICS },
        ),
        table(
          'Metrics at their limit',
          'Metrics whose labels passed their cap in some process; the rest is counted together.',
          'short',
          {
            expr: `count by (job, __name__) (${overflowing(RAW)})`,
          },
          {
            columns: { job: 'Job', __name__: 'Metric', Value: 'Series' },
            threshold: 'metric_overflow',
            noValue: 'no metric is at its limit',
          },
        ),
      ],
    },
    {
      title: 'Who tells',
      panels: [
        table(
          'Instances',
          'Programs that tell about spans now, and how many they have started.',
          'short',
          { expr: `sum by (job, instance) (${series.spans}{${RAW}, ${label.state}="started"})` },
          { columns: { job: 'Job', instance: 'Instance', Value: 'Spans started' }, noValue: NO_METRICS, width: 24 },
        ),
        lines(
          'Alerts',
          'Alerts of mcp-otel that fire, by name.',
          'short',
          {
            expr: `count by (alertname) (ALERTS{alertstate="firing", mcp_threshold!="", ${JOB}}) or vector(0)`,
            legend: '{{alertname}}',
          },
          { width: 24, noValue: 'Prometheus does not evaluate alerts.yml' },
        ),
      ],
    },
    writers,
  ],
};
