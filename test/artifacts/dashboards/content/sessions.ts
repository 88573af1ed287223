import { targets } from '@mcp-otel/core';
import type { DashboardSpec } from '../panel.ts';
import { legend, raw, recorded, SIDE } from '../queries.ts';
import { areas, bars, heatmap, lines, stat } from './shared.ts';
import { sessionsBySql } from './sql.ts';

const NO_END = 'no session has ended';

/** How many calls a session makes, and which ones run away. */
export const sessions: DashboardSpec = {
  name: 'sessions',
  title: 'MCP / Sessions',
  description: 'Calls per session, sessions that run away, and open connections.',
  rows: [
    {
      title: 'Calls per session',
      panels: [
        stat(
          'Sessions outside of the band',
          `Part of the sessions of six hours with fewer than ${targets.calls.min} or more than ${targets.calls.max} calls. Few calls are sessions given up, many are loops.`,
          'percentunit',
          { expr: recorded('job:mcp_sessions_out_of_band:ratio6h'), legend: legend('job') },
          { threshold: 'session_calls', noValue: NO_END },
        ),
        stat(
          'Mean calls of a session',
          'Mean of the sessions that ended in six hours.',
          'short',
          { expr: recorded('job:mcp_session_calls:mean6h'), legend: legend('job') },
          { noValue: NO_END },
        ),
        stat(
          'Sessions that ended',
          'Sessions that ended in six hours, by job.',
          'short',
          { expr: recorded('job:mcp_sessions:increase6h'), legend: legend('job') },
          { noValue: NO_END },
        ),
        stat(
          'Sessions that ran away',
          'Sessions that went past a hundred calls in the last quarter of an hour. They are counted while they run.',
          'short',
          { expr: recorded('job:mcp_session_runaways:increase15m'), legend: legend('job') },
          { threshold: 'session_runaways', noValue: 'no session has run yet' },
        ),
        heatmap(
          'Sessions by calls',
          'Sessions by how many calls they made when they ended.',
          'short',
          { expr: `sum by (le) (increase(${raw('sessionCalls', SIDE, '_bucket')}[$__rate_interval]))`, legend: '{{le}}' },
          { noValue: NO_END },
        ),
        lines(
          'Outside of the band, over time',
          'The same part over time.',
          'percentunit',
          { expr: recorded('job:mcp_sessions_out_of_band:ratio6h'), legend: legend('job') },
          { threshold: 'session_calls', noValue: NO_END },
        ),
      ],
    },
    {
      title: 'Connections',
      panels: [
        areas(
          'Open connections over time',
          'Connections by transport. Stdio servers that stay after their client are processes that nobody ends.',
          'short',
          { expr: `sum by (network_transport) (${raw('sessionsActive', SIDE)})`, legend: legend('network_transport') },
          { noValue: 'no connection that stays open' },
        ),
        bars(
          'Runaways',
          'Sessions that went past a hundred calls, when they did.',
          'short',
          {
            expr: `sum by (job) (increase(${raw('sessionRunaways', SIDE)}[$__rate_interval]))`,
            legend: legend('job'),
          },
          { noValue: 'no session has run yet' },
        ),
      ],
    },
    sessionsBySql,
  ],
};

