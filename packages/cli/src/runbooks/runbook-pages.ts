import { burnTiers, type Guard, type ThresholdName, type ThresholdRow, type Thresholds } from '@mcp-otel/core';
import type { Runbook } from './runbook.ts';
import { runbooks } from './runbooks.ts';

/** A page per alert, by the name of the alert, with the given values. */
export function runbookPages(thresholds: Thresholds): Readonly<Record<string, string>> {
  const rows = Object.entries(thresholds) as [ThresholdName, ThresholdRow][];
  const names = [...new Set(rows.map(([, { alert }]) => alert))];
  return Object.fromEntries(
    names.map((alert) => [
      alert,
      pageOf(
        alert,
        rows.filter(([, row]) => row.alert === alert),
      ),
    ]),
  );
}

function pageOf(alert: string, rows: readonly (readonly [ThresholdName, ThresholdRow])[]): string {
  const runbook = runbooks[alert];
  if (runbook === undefined) throw new Error(`the alert ${alert} has no runbook in runbooks.ts`);
  return [
    `# ${alert}`,
    '',
    [...new Set(rows.map(([, { brief }]) => brief))].join(' '),
    '',
    ...rows.map(([name, row]) => when(name, row)),
    '',
    ...text(runbook),
    '',
  ].join('\n');
}

function text({ meaning, checks, query }: Runbook): readonly string[] {
  return [
    meaning,
    '',
    '| cause | how to tell, and what to do |',
    '| --- | --- |',
    ...checks.map(([cause, check]) => `| ${cause} | ${check} |`),
    ...(query === undefined ? [] : ['', 'Where to look first:', '', '```promql', query, '```']),
  ];
}

function when(name: ThresholdName, row: ThresholdRow): string {
  const { title, direction, window, second, guard, severity } = row;
  if (name === 'tool_success_objective') return objective(row);
  const windows = second === undefined ? window : `${window} and ${second}`;
  const wait = row.for === '0m' ? 'at once' : `after ${row.for}`;
  return `- ${title} ${direction} ${amount(row)} over ${windows}${least(guard)}: \`${severity}\`, ${wait}.`;
}

function objective({ value, guard }: ThresholdRow): string {
  const paces = burnTiers.map(
    ({ times, window, second, severity }) => `${times} times as fast over ${window} and ${second} (\`${severity}\`)`,
  );
  return `- Objective ${value * 100} % over 30 days. Failures use up what is allowed ${paces.join(', ')}${least(guard)}.`;
}

function least(guard: Guard | undefined): string {
  return guard === undefined ? '' : `, with at least ${guard.value} ${guard.unit}s in ${guard.window}`;
}

function amount({ value, unit }: ThresholdRow): string {
  if (unit === 'ratio') return `${Number((value * 100).toPrecision(6))} %`;
  return `${value} ${unit}${value === 1 || unit === 'times' || unit === 'series' ? '' : 's'}`;
}
