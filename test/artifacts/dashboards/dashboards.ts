import { thresholds } from '@mcp-otel/core';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { ruleFiles } from '../../../packages/cli/src/rules/rule-files.ts';
import { buildDashboard } from './build-dashboard.ts';
import { delivery } from './content/delivery.ts';
import { overview } from './content/overview.ts';
import { prompts } from './content/prompts.ts';
import { runbookDashboard } from './content/runbooks.ts';
import { security } from './content/security.ts';
import { sessions } from './content/sessions.ts';
import { tokens } from './content/tokens.ts';
import { tools } from './content/tools.ts';
import { panelId } from './panel-id.ts';
import type { DashboardSpec } from './panel.ts';
import { provisioning } from './provisioning.ts';

const specs: readonly DashboardSpec[] = [
  overview,
  tools,
  tokens,
  sessions,
  security,
  prompts,
  delivery,
  runbookDashboard,
];

/** All dashboards. */
export const dashboards: readonly Dashboard[] = specs.map(buildDashboard);

/** Files of the folder that Grafana is given: dashboards, where their lines come from, and how Grafana finds them. */
export function dashboardFiles(): Readonly<Record<string, string>> {
  const files = dashboards.map((dashboard) => [`json/${dashboard.uid}.json`, json(dashboard)] as const);
  return {
    ...Object.fromEntries(files),
    'threshold-lines.json': json(specs.flatMap(linesOf)),
    ...provisioning(),
    'alerting/mcp-otel.yml': ruleFiles(thresholds)['grafana-alerts.yml'] ?? '',
  };
}

function linesOf({ name, rows }: DashboardSpec): readonly object[] {
  return rows
    .flatMap(({ panels }) => panels)
    .flatMap(({ title, threshold }) =>
      threshold === undefined ? [] : [{ dashboard: `mcp-${name}`, panel: panelId(title), threshold }],
    );
}

function json(content: unknown): string {
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
