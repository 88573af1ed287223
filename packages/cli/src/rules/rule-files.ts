import type { Thresholds } from '@mcp-otel/core';
import { stringify } from 'yaml';
import { alertGroups } from './alerts/alert-groups.ts';
import { grafanaAlerts } from './grafana-alerts.ts';
import { prometheusRule } from './prometheus-rule.ts';
import { recordingGroups } from './recording/recording-groups.ts';

/** A YAML file with a line on top that says where it comes from. */
function yaml(title: string, content: unknown): string {
  const body = stringify(content, { lineWidth: 0, blockQuote: 'literal', aliasDuplicateObjects: false });
  return `# ${title}\n# Generated from the table of thresholds; \`mcp-otel artifacts --thresholds FILE\` makes it anew with other values.\n${body}`;
}

/**
 * Rules for Prometheus, the Prometheus operator and Grafana, by file name.
 *
 * @param runbooks address of the folder of runbooks, with a slash at its end
 */
export function ruleFiles(thresholds: Thresholds, runbooks?: string): Readonly<Record<string, string>> {
  const alerts = alertGroups(thresholds, runbooks);
  return {
    'recording.yml': yaml('Recording rules of mcp-otel.', { groups: recordingGroups }),
    'alerts.yml': yaml('Alerts of mcp-otel. They read recording.yml.', { groups: alerts }),
    'prometheus-rule.yml': yaml(
      'The same for the Prometheus operator.',
      prometheusRule([...recordingGroups, ...alerts]),
    ),
    'grafana-alerts.yml': yaml(
      'The same alerts for Grafana: provisioning/alerting/. They read recording.yml in Prometheus.',
      grafanaAlerts(alerts),
    ),
  };
}
