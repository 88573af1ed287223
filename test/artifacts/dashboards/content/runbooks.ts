import { thresholds } from '@mcp-otel/core';
import { runbookPages } from '../../../../packages/cli/src/runbooks/runbook-pages.ts';
import type { DashboardSpec } from '../panel.ts';

/** The runbooks as panels, so that a link to one works wherever the dashboards are. */
export const runbookDashboard: DashboardSpec = {
  name: 'runbooks',
  title: 'MCP / Runbooks',
  description: 'What each alert means and what to look at, in that order.',
  rows: [
    {
      title: 'Runbooks',
      panels: Object.entries(runbookPages(thresholds)).map(([alert, text]) => ({
        kind: 'text',
        title: alert,
        description: `What to do about ${alert}.`,
        unit: 'none',
        queries: [],
        noValue: '',
        width: 12,
        height: 14,
        text,
      })),
    },
  ],
};
