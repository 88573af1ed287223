import { label } from '../../../../packages/cli/src/rules/names.ts';
import type { DashboardSpec, PanelSpec } from '../panel.ts';
import { legend, rate, raw, recorded, SIDE } from '../queries.ts';
import { bars, lines, stat, table, traceRows } from './shared.ts';
import { audit } from './sql.ts';

const NOBODY = 'nobody has been refused';

function perHour(
  title: string,
  description: string,
  threshold: 'access_denied' | 'rate_limit' | 'budget_exceeded',
): PanelSpec {
  const expr = recorded('job_event:mcp_security_events:increase1h', `${SIDE}, ${label.event}="${threshold}"`);
  return lines(title, description, 'short', { expr, legend: legend('job') }, { threshold, noValue: NOBODY, width: 8 });
}

/** Refusals, and what was taken out of telemetry. */
export const security: DashboardSpec = {
  name: 'security',
  title: 'MCP / Security',
  description: 'Access denied, rate limits and budgets as they are seen on the wire, and secrets that were taken out of telemetry.',
  rows: [
    {
      title: 'Refusals in an hour',
      panels: [
        perHour('Access denied', 'Who is denied, by whom: choose the side. The rising edge is when a rule or a token changed.', 'access_denied'),
        perHour('Rate limit hits', 'Bursts are an agent that retries; a plateau is a limit that is too low.', 'rate_limit'),
        perHour('Budget exceeded', 'Who spends, and whether the budget fits what it is for.', 'budget_exceeded'),
        stat(
          'Share of denied calls',
          'Denied requests among all requests of an hour.',
          'percentunit',
          { expr: recorded('job_side:mcp_access_denied:ratio1h', SIDE), legend: legend('job') },
          { threshold: 'access_denied_share', noValue: 'no request in the last hour' },
        ),
        bars(
          'Refusals by type',
          'When refusals happened. Many at one moment are a change; a few all the time are a setting that does not fit.',
          'short',
          {
            expr: `sum by (${label.event}) (increase(${raw('securityEvents', SIDE)}[$__rate_interval]))`,
            legend: legend(label.event),
          },
          { noValue: NOBODY, width: 18 },
        ),
        table(
          'Refusals by job',
          'Refusals in this time, by job, side and type.',
          'short',
          { expr: `sum by (job, ${label.side}, ${label.event}) (increase(${raw('securityEvents')}[$__range])) > 0 or on () vector(0)` },
          {
            columns: { job: 'Job', [label.side]: 'Side', [label.event]: 'Type', Value: 'Refusals' },
            noValue: NOBODY,
            width: 24,
          },
        ),
      ],
    },
    {
      title: 'Secrets in telemetry',
      panels: [
        lines(
          'Secrets taken out',
          'Secrets and personal numbers that were taken out of telemetry, per second. One that is new here is a leak in the application: it is in its own logs too.',
          'short',
          { expr: rate(raw('redactions'), label.redaction), legend: legend(label.redaction) },
          { width: 24, noValue: 'nothing was found' },
        ),
      ],
    },
    audit,
    ...traceRows('{ span.mcp_otel.security.event != nil }', { 'mcp_otel.security.event': 'access_denied' }),
  ],
};
