import { thresholds, type ThresholdRow } from '@mcp-otel/core';
import { stringify } from 'yaml';
import { alertGroups } from '../../../packages/cli/src/rules/alerts/alert-groups.ts';
import { recordingGroups } from '../../../packages/cli/src/rules/recording/recording-groups.ts';
import { farOver, over, within, type Doing, type Scenario } from './scenario.ts';
import { scenarios } from './scenarios.ts';

/** A job of a test, and whether its alert fires. */
interface Expected extends Doing {
  readonly fires: boolean;
}

/** Tests of all alerts for promtool, by file name. */
export function promtoolTests(): Readonly<Record<string, string>> {
  return Object.fromEntries(scenarios.map((scenario) => [fileOf(scenario), textOf(scenario)]));
}

/** Name of the file that tests a threshold. */
export function fileOf({ threshold, tier }: Pick<Scenario, 'threshold' | 'tier'>): string {
  return `${[threshold, tier?.window].filter(Boolean).join('_')}.test.yml`;
}

/** Groups in the order in which one needs the other: promtool evaluates them in any order unless it is told one. */
const order = [...recordingGroups, ...alertGroups(thresholds)].map(({ name }) => name);

function textOf(scenario: Scenario): string {
  const content = {
    rule_files: ['../recording.yml', '../alerts.yml'],
    evaluation_interval: durationOf(scenario.step),
    group_eval_order: order,
    tests: [testOf(scenario)],
  };
  return `# Generated from the table of thresholds by \`npm run artifacts\`.\n${stringify(content, { lineWidth: 0 })}`;
}

function testOf(scenario: Scenario): unknown {
  const { threshold, step, steps, series, odd } = scenario;
  const cases = borders(thresholds[threshold], scenario);
  const oddOnes = odd?.(steps) ?? [];
  const firing = [...cases, ...oddOnes].filter(({ fires }) => fires).map(({ job }) => job);
  return {
    name: `${thresholds[threshold].title}: on both sides of its borders`,
    interval: durationOf(step),
    input_series: [
      ...cases.flatMap((doing) => series(doing, steps + 5)),
      ...oddOnes.flatMap((oddOne) => oddOne.series),
    ],
    promql_expr_test: [
      {
        expr: `count by (job) (ALERTS{${selector(scenario)}})`,
        eval_time: durationOf(steps * step),
        exp_samples: firing.toSorted().map((job) => ({ labels: `{job="${job}"}`, value: 1 })),
      },
    ],
  };
}

function selector({ threshold, tier }: Scenario): string {
  const window = tier === undefined ? '' : `, mcp_window="${tier.window}"`;
  return `alertstate="firing", mcp_threshold="${threshold}"${window}`;
}

/** Jobs just beyond the threshold and just within it, and where there is a guard, just above and just below that. */
function borders(row: ThresholdRow, { tier, ample }: Scenario): readonly Expected[] {
  const limit = tier === undefined ? row.value : tier.times * (1 - row.value);
  const measure: ThresholdRow = tier === undefined ? row : { ...row, direction: 'above' };
  const guard = row.guard?.value ?? 0;
  const traffic = ample ?? guard * 10;
  const jobs: readonly Expected[] = [
    { job: 'beyond', level: over(measure, limit), traffic, fires: true },
    { job: 'within', level: within(measure, limit), traffic, fires: false },
  ];
  if (row.guard === undefined || tier?.guarded === false) return jobs;
  const level = farOver(measure, limit);
  return [
    ...jobs,
    { job: 'enough', level, traffic: guard * 1.1, fires: true },
    { job: 'too-little', level, traffic: guard * 0.9, fires: false },
  ];
}

function durationOf(minutes: number): string {
  return `${minutes * 60}s`;
}
