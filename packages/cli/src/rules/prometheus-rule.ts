import type { AlertRule, RecordingRule, RuleGroup } from './rule.ts';

/** Rule groups as a resource of Kubernetes (`monitoring.coreos.com/v1`), which the Prometheus operator loads. */
export function prometheusRule(groups: readonly RuleGroup<AlertRule | RecordingRule>[]): unknown {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'mcp-otel', labels: { 'app.kubernetes.io/name': 'mcp-otel' } },
    spec: { groups },
  };
}
