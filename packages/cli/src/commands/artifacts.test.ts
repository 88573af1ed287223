import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { runCommand, type CommandResult } from '../testing.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcp-otel-artifacts-'));
});
afterEach(() => rm(folder, { recursive: true }));

const artifacts = (...args: readonly string[]): Promise<CommandResult> => runCommand(['artifacts', ...args]);

const read = (path: string): Promise<string> => readFile(join(folder, 'out', path), 'utf8');
const committed = (path: string): Promise<string> => readFile(new URL(`../../../../${path}`, import.meta.url), 'utf8');

async function withThresholds(content: string): Promise<CommandResult> {
  await writeFile(join(folder, 'own.yml'), content);
  return artifacts(join(folder, 'out'), '--thresholds', join(folder, 'own.yml'));
}

describe('mcp-otel artifacts', () => {
  test('writes the rules and dashboards as they are', async () => {
    const { code, stdout } = await artifacts(join(folder, 'out'));
    expect([code, stdout.split('\n')[0]]).toEqual([0, expect.stringMatching(/out: \d\d+ files$/)]);
    for (const path of [
      'alert-rules/alerts.yml',
      'alert-rules/tests/error_rate.test.yml',
      'dashboards/json/mcp-tools.json',
    ])
      expect(await read(path)).toBe(await committed(path));
  });
  test('tells the same as data', async () => {
    const { stdout } = await artifacts(join(folder, 'out'), '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      files: expect.arrayContaining(['alert-rules/recording.yml']) as unknown,
    });
  });
  test('with thresholds of one’s own makes rules and lines anew, and nothing else', async () => {
    const { code } = await withThresholds(
      'runbooks: https://wiki.example/mcp\nthresholds:\n  error_rate: { value: 0.25, guard: 50, for: 10m, severity: info }\n',
    );
    expect(code).toBe(0);
    const { groups } = parse(await read('alert-rules/alerts.yml')) as {
      groups: {
        rules: { expr: string; for: string; labels: Record<string, string>; annotations: Record<string, string> }[];
      }[];
    };
    const rule = groups.flatMap(({ rules }) => rules).find(({ labels }) => labels['mcp_threshold'] === 'error_rate');
    expect(rule).toMatchObject({
      expr: 'job:mcp_tool_errors:ratio5m > 0.25\nand job:mcp_tool_calls:increase5m >= 50',
      for: '10m',
      labels: { severity: 'info' },
      annotations: { runbook_url: 'https://wiki.example/mcp/HighErrorRate.md' },
    });
    expect(await read('dashboards/alerting/mcp-otel.yml')).toContain('ratio5m > 0.25');
    const { panels } = JSON.parse(await read('dashboards/json/mcp-overview.json')) as {
      panels: { title: string; fieldConfig: { defaults: { thresholds: { steps: unknown } } } }[];
    };
    const steps = (title: string): unknown =>
      panels.find((panel) => panel.title === title)?.fieldConfig.defaults.thresholds.steps;
    expect(steps('Error Rate')).toEqual([
      { color: 'green', value: null },
      { color: 'yellow', value: 0.25 },
    ]);
    for (const path of ['alert-rules/runbooks/HighErrorRate.md', 'dashboards/json/mcp-runbooks.json'])
      expect(await read(path)).toContain('above 25 % over 5m, with at least 50 calls in 5m: `info`, after 10m');
    expect(await read('alert-rules/recording.yml')).toBe(await committed('alert-rules/recording.yml'));
    await expect(read('alert-rules/tests/error_rate.test.yml')).rejects.toThrow('ENOENT');
  });
  test('with an empty file of thresholds makes the same rules and dashboards as without one', async () => {
    await withThresholds('{}');
    for (const path of [
      'alert-rules/alerts.yml',
      'alert-rules/prometheus-rule.yml',
      'dashboards/json/mcp-tokens.json',
      'dashboards/json/mcp-runbooks.json',
    ])
      expect(await read(path)).toBe(await committed(path));
  });
  test.each([
    ['thresholds: { error_rate: { value: 10 } }', 'thresholds.error_rate.value: Too big: expected number to be <1'],
    [
      'thresholds: { error_rat: { value: 0.1 } }',
      'thresholds: Unrecognized key: "error_rat"; there are token_efficiency',
    ],
    ['thresholds: { error_rate: { for: soon } }', 'thresholds.error_rate.for: must be a time such as 5m, 2h or 1d'],
    ['thresholds: { access_denied: { guard: 5 } }', 'thresholds.access_denied: Unrecognized key: "guard"'],
    [
      'thresholds: { tool_success_objective: { for: 1h } }',
      'thresholds.tool_success_objective: Unrecognized key: "for"',
    ],
    ['runbooks: javascript:alert(1)', 'runbooks: Invalid URL'],
    ['- 1', 'the file: Invalid input: expected object, received array'],
    ['a: &a [1]\nb: [*a, *a]', 'cannot be read: Alias resolution is disabled'],
    ['{', 'cannot be read:'],
  ])('says what is wrong with %s, and writes nothing', async (content, complaint) => {
    const { code, stderr } = await withThresholds(content);
    expect([code, stderr]).toEqual([2, expect.stringContaining(complaint)]);
    await expect(read('alert-rules/alerts.yml')).rejects.toThrow('ENOENT');
  });
  test('says when the file is not there', async () => {
    const { code, stderr } = await artifacts('--thresholds', join(folder, 'none.yml'));
    expect([code, stderr]).toEqual([2, expect.stringMatching(/--thresholds .*none\.yml cannot be read: ENOENT/)]);
  });
  test('says what it knows when it is called wrongly', async () => {
    expect((await artifacts('a', 'b')).stderr).toContain('one folder is enough; artifacts knows [FOLDER]');
    expect((await artifacts('--all')).code).toBe(2);
  });
});
