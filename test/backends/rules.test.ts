import { burnTiers, thresholds, type ThresholdName, type ThresholdRow, type Thresholds } from '@mcp-otel/core';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ruleFiles } from '../../packages/cli/src/rules/rule-files.ts';
import { fileOf, promtoolTests } from '../artifacts/rules/promtool-tests.ts';
import { scenarios } from '../artifacts/rules/scenarios.ts';
import { withComponent } from '../support/components.ts';
import { prometheusPrograms } from '../support/prometheus-programs.ts';
import { folderOf, promtool } from '../support/promtool.ts';

const folder = fileURLToPath(new URL('../../alert-rules/', import.meta.url));
const committed = readdirSync(`${folder}tests`).filter((name) => name.endsWith('.test.yml'));

/** Thresholds of nothing: three times nothing is nothing, and whatever there is lies beyond a third of it. */
const equivalent: readonly ThresholdName[] = [
  'session_runaways',
  'telemetry_vanished',
  'metric_overflow',
  'scrape_left_out',
  'delivery_residual',
];

interface Mutant {
  readonly name: string;
  readonly threshold: ThresholdName;
  readonly table: Thresholds;
}

const factors = [3, 1 / 3] as const;

/** Every value and every guard three times as high and a third as high, one at a time. */
const mutants: readonly Mutant[] = (Object.entries(thresholds) as [ThresholdName, ThresholdRow][]).flatMap(
  ([threshold, row]) =>
    factors.flatMap((factor) => {
      const name = `${threshold} times ${factor.toPrecision(2)}`;
      const value = mutant(name, threshold, { ...row, value: row.value * factor });
      if (row.guard === undefined) return equivalent.includes(threshold) ? [] : [value];
      const guard = { ...row.guard, value: row.guard.value * factor };
      return [value, mutant(`the guard of ${name}`, threshold, { ...row, guard })];
    }),
);

function mutant(name: string, threshold: ThresholdName, row: ThresholdRow): Mutant {
  return { name, threshold, table: { ...thresholds, [threshold]: row } };
}

const programs = prometheusPrograms();

withComponent('promtool', programs.length > 0, () => {
  describe.each(programs)('the rules, to Prometheus $version', (program) => {
    test('are rules', async () => {
      const { ok, output } = await promtool(
        ['check', 'rules', 'recording.yml', 'alerts.yml'],
        folder,
        program.promtool,
      );
      expect(output).not.toContain('FAILED');
      expect(ok).toBe(true);
    });
    test('have a test of each threshold', () => {
      expect(new Set(scenarios.map(({ threshold }) => threshold))).toEqual(new Set(Object.keys(thresholds)));
    });
    test.concurrent.each(committed)('%s: fire and stay silent where they should', async (name) => {
      const result = await promtool(['test', 'rules', `tests/${name}`], folder, program.promtool);
      expect(result).toMatchObject({ ok: true });
    });
  });
  const { promtool: oldest } = programs[0] ?? { promtool: 'promtool' };
  describe('a wrong number is found', () => {
    const tests = promtoolTests();
    test.concurrent.each(mutants)('$name', async ({ threshold, table }) => {
      const names = scenarios.filter((scenario) => scenario.threshold === threshold).map(fileOf);
      const [fastest = ''] = names; // Of several tiers the first: they are made of one number.
      await using rules = await folderOf({ ...ruleFiles(table), [`tests/${fastest}`]: tests[fastest] ?? '' });
      const { ok, output } = await promtool(['test', 'rules', `tests/${fastest}`], rules.path, oldest);
      expect(output).toContain('ALERTS');
      expect(ok).toBe(false);
    });
    const paces = burnTiers.flatMap((tier) => factors.map((factor) => ({ tier, times: tier.times * factor })));
    test.concurrent.each(paces)('the pace of $tier.window is $times', async ({ tier, times }) => {
      const name = fileOf({ threshold: 'tool_success_objective', tier });
      const files = ruleFiles(thresholds);
      const alerts = files['alerts.yml']?.replaceAll(`> ${tier.times} * `, `> ${times} * `) ?? '';
      expect(alerts).not.toBe(files['alerts.yml']);
      await using rules = await folderOf({ ...files, 'alerts.yml': alerts, [`tests/${name}`]: tests[name] ?? '' });
      const { ok, output } = await promtool(['test', 'rules', `tests/${name}`], rules.path, oldest);
      expect(output).toContain('ALERTS');
      expect(ok).toBe(false);
    });
  });
});
