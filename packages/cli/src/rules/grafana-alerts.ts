import { createHash } from 'node:crypto';
import type { AlertGroup } from './alerts/alert-groups.ts';
import type { AlertRule } from './rule.ts';

/** Uid of the Prometheus data source that the provisioning files define. */
export const PROMETHEUS_UID = 'mcp-otel-prometheus';

/** Alerts as a file for Grafana's `provisioning/alerting`, for those who alert there and not in Prometheus. */
export function grafanaAlerts(groups: readonly AlertGroup[]): unknown {
  return {
    apiVersion: 1,
    groups: groups.map(({ name, interval, rules }) => ({
      orgId: 1,
      name,
      folder: 'mcp-otel',
      interval: interval === '30s' ? '1m' : interval, // Grafana's own clock ticks in minutes by default.
      rules: rules.map(ruleOf),
    })),
  };
}

function ruleOf(rule: AlertRule): unknown {
  return {
    uid: uidOf(rule),
    title: [rule.alert, rule.labels['mcp_window']].filter(Boolean).join(' '),
    condition: 'C',
    data: [query(rule.expr), reduced(), isThere()],
    for: rule.for ?? '0s',
    ...(rule.keep_firing_for !== undefined && { keep_firing_for: rule.keep_firing_for }),
    noDataState: 'OK', // The expression gives nothing where there is nothing to tell.
    execErrState: 'Error',
    labels: rule.labels,
    annotations: {
      ...rule.annotations,
      summary: inGrafana(rule.annotations['summary'] ?? ''),
    },
  };
}

/** Stable as long as the alert is called so; at most 40 characters. */
function uidOf({ alert, labels }: AlertRule): string {
  const key = `${alert} ${labels['mcp_threshold'] ?? ''} ${labels['mcp_window'] ?? ''}`;
  return `mcp-${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;
}

function query(expr: string): unknown {
  return {
    refId: 'A',
    relativeTimeRange: { from: 600, to: 0 },
    datasourceUid: PROMETHEUS_UID,
    model: { refId: 'A', expr, instant: true, range: false },
  };
}

const EXPRESSION = { datasourceUid: '__expr__', relativeTimeRange: { from: 0, to: 0 } };

function reduced(): unknown {
  return {
    ...EXPRESSION,
    refId: 'B',
    model: { refId: 'B', type: 'reduce', expression: 'A', reducer: 'last', settings: { mode: 'dropNN' } },
  };
}

/** Whatever the expression gives is an alert: the threshold is in it. A value may be 0 or below. */
function isThere(): unknown {
  return {
    ...EXPRESSION,
    refId: 'C',
    model: { refId: 'C', type: 'math', expression: 'is_number($B)' },
  };
}

/** Grafana knows several values by their query; Prometheus has one. */
function inGrafana(template: string): string {
  return template.replaceAll('$value', '$values.B.Value');
}
