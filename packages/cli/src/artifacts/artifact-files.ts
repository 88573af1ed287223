import type { ThresholdLine } from '../dashboards/threshold-steps.ts';
import { ruleFiles } from '../rules/rule-files.ts';
import { withRunbooks, withThresholds, type DashboardJson } from './own-dashboards.ts';
import { runbookPages } from '../runbooks/runbook-pages.ts';
import { shippedFiles } from './shipped.ts';
import type { OwnThresholds } from './thresholds-file.ts';

/** Rules, dashboards and what belongs to them, by path; made anew where there are thresholds of one's own. */
export function artifactFiles(own: OwnThresholds | undefined): Readonly<Record<string, string>> {
  const shipped = shippedFiles();
  if (own === undefined) return shipped;
  const rules = ruleFiles(own.thresholds, own.runbooks);
  const runbooks = runbookPages(own.thresholds);
  const lines = JSON.parse(shipped['dashboards/threshold-lines.json'] ?? '[]') as readonly ThresholdLine[];
  return Object.fromEntries(
    Object.entries(shipped)
      .filter(([path]) => !isMadeForTheValuesOfTheProduct(path))
      .map(([path, text]) => [path, remade(path, text, { rules, runbooks, lines, own })]),
  );
}

/** Tests of the rules are tests of their values. */
function isMadeForTheValuesOfTheProduct(path: string): boolean {
  return path.startsWith('alert-rules/tests/');
}

interface Made {
  readonly rules: Readonly<Record<string, string>>;
  readonly runbooks: Readonly<Record<string, string>>;
  readonly lines: readonly ThresholdLine[];
  readonly own: OwnThresholds;
}

function remade(path: string, text: string, { rules, runbooks, lines, own }: Made): string {
  if (path === 'dashboards/alerting/mcp-otel.yml') return rules['grafana-alerts.yml'] ?? text;
  const [, alert = ''] = /^alert-rules\/runbooks\/(\w+)\.md$/.exec(path) ?? [];
  if (path.startsWith('alert-rules/')) return rules[path.slice('alert-rules/'.length)] ?? runbooks[alert] ?? text;
  if (!path.startsWith('dashboards/json/')) return text;
  const dashboard = JSON.parse(text) as DashboardJson;
  return `${JSON.stringify(withRunbooks(withThresholds(dashboard, lines, own.thresholds), runbooks), undefined, 2)}\n`;
}
