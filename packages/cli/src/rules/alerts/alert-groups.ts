import type { ThresholdName, ThresholdRow, Thresholds } from '@mcp-otel/core';
import { label } from '../names.ts';
import { INTERVAL, type AlertRule, type RuleGroup } from '../rule.ts';
import { conditionsOf, type Condition } from './conditions.ts';

/** A group of alerts. */
export type AlertGroup = RuleGroup<AlertRule>;

/** Where the runbooks are, unless somebody serves them elsewhere. */
export const RUNBOOKS = 'alert-rules/runbooks/';

/** All alerts, by the groups of the table. */
export function alertGroups(thresholds: Thresholds, runbooks = RUNBOOKS): readonly AlertGroup[] {
  const conditions = conditionsOf(thresholds);
  const rows = Object.entries(thresholds) as [ThresholdName, ThresholdRow][];
  const groups = [...new Set(rows.map(([, { group }]) => group))];
  return groups.map((group) => ({
    name: group,
    interval: INTERVAL,
    rules: rows
      .filter(([, row]) => row.group === group)
      .flatMap(([name, row]) => conditions[name].map((condition) => alert(name, row, condition, runbooks))),
  }));
}

function alert(name: ThresholdName, row: ThresholdRow, condition: Condition, runbooks: string): AlertRule {
  const { tier, window, expr, shown } = condition;
  const wait = tier?.for ?? row.for;
  return {
    alert: row.alert,
    expr,
    ...(wait !== '0m' && { for: wait }),
    ...(row.unit === 'ratio' && { keep_firing_for: '5m' }),
    labels: {
      severity: tier?.severity ?? row.severity,
      mcp_threshold: name,
      ...(window !== undefined && { mcp_window: window }),
    },
    annotations: {
      summary: `{{ $labels.job }}: ${tier === undefined ? row.title.toLowerCase() : 'tool failures'}${detail(name)} ${shown}, ${limitOf(row, tier)}`,
      description: row.brief,
      runbook_url: `${runbooks}${row.alert}.md`,
      dashboard: `mcp-${row.dashboard}`,
    },
  };
}

/** What the alert is about besides the job: labels of the figure. */
function detail(name: ThresholdName): string {
  const labels = details[name];
  return labels === undefined ? '' : ` ({{ $labels.${labels} }})`;
}

const details: Partial<Record<ThresholdName, string>> = {
  prompt_drift: label.template,
  prompt_variants: label.template,
  error_pattern: label.errorType,
};

function limitOf({ direction, value, unit, window }: ThresholdRow, tier: Condition['tier']): string {
  if (tier !== undefined)
    return `over ${tier.window}: ${tier.times} times what an objective of ${percentOf(value)} allows`;
  if (unit === 'times') return `over ${window}: more than ${value} times the busiest of the last day`;
  const border = direction === 'above' ? 'at most' : 'at least';
  return `${border} ${unit === 'ratio' ? percentOf(value) : value} over ${window}`;
}

function percentOf(ratio: number): string {
  return `${Number((ratio * 100).toPrecision(6))}%`;
}
