import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { withComponent } from '../support/components.ts';
import { panelsOf, type DashboardJson } from '../support/lint-dashboard.ts';
import { historyOf, recordedHistory } from '../support/metrics-history.ts';
import { ask, hurried, query, startPrometheus, type TestServer } from '../support/prometheus-server.ts';
import { withVariables } from '../support/promql.ts';
import { prometheusPrograms } from '../support/prometheus-programs.ts';
import { folderOf, promtool } from '../support/promtool.ts';
import { waitUntil } from '../support/wait-until.ts';
import { startWorker, type Worker } from '../support/worker.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');
const dashboards = readdirSync(`${root}dashboards/json`).map(
  (name) => JSON.parse(read(`dashboards/json/${name}`)) as DashboardJson,
);
const rules = hurried(read('alert-rules/recording.yml'));

interface Recorded {
  readonly groups: readonly { readonly rules: readonly { readonly record: string }[] }[];
}

const records = [
  ...new Set((parse(rules) as Recorded).groups.flatMap((group) => group.rules.map(({ record }) => record))),
];

/** Queries that are empty where all is well. */
const emptyWhenWell = new Set(['Metrics at their limit']);

/** What Prometheus says about a rule. */
interface RuleState {
  readonly name: string;
  readonly health: string;
  readonly lastError?: string;
}

const page = async (url: string): Promise<string> => (await fetch(`${url}/metrics`)).text();

/** Sessions have been closed, and a model was not well. */
async function tellsEverything(url: string): Promise<boolean> {
  const told = await page(url);
  return [
    /mcp_otel_tokens_total\{mcp_otel_class="meaningful"\} [1-9]/,
    /gen_ai_client_inference_duration_seconds_count\{error_type="503"/,
    /mcp_otel_session_calls_count/,
  ].every((line) => line.test(told));
}

const programs = prometheusPrograms();

withComponent('prometheus', programs.length > 0, () => {
  describe.each(programs)('a Prometheus $version that scrapes two programs and knows their past', (program) => {
    let prometheus: TestServer;
    let folder: Awaited<ReturnType<typeof folderOf>>;
    let workers: readonly Worker[];

    beforeAll(async () => {
      workers = await Promise.all([startWorker(), startWorker()]);
      await Promise.all(workers.map(({ url }) => waitUntil('a worker tells everything', () => tellsEverything(url))));
      folder = await folderOf({ 'recording.yml': rules, 'alerts.yml': hurried(read('alert-rules/alerts.yml')) });
      const nowS = Math.floor(Date.now() / 1000);
      const pages = await Promise.all(
        workers.map(async ({ url }) => historyOf('worker', new URL(url).host, await page(url), nowS)),
      );
      const past = recordedHistory('job:mcp_tool_calls:rate5m{job="worker"}', 1, nowS);
      await writeFile(join(folder.path, 'history.om'), `${pages.join('')}${past}# EOF\n`);
      const made = await promtool(
        ['tsdb', 'create-blocks-from', 'openmetrics', '-q', 'history.om', 'data'],
        folder.path,
        program.promtool,
      );
      if (!made.ok) throw new Error(made.output);
      prometheus = await startPrometheus({
        program: program.prometheus,
        folder: folder.path,
        targets: [{ job: 'worker', addresses: workers.map(({ url }) => new URL(url).host) }],
        ruleFiles: ['recording.yml', 'alerts.yml'],
      });
      // Rules read each other: what comes last is there once all have been evaluated a few times.
      await waitUntil(
        'the last rule has read the others',
        async () => (await query(prometheus.url, 'mcp_context_loss')).length > 0,
      );
    }, 180_000);

    afterAll(async () => {
      await prometheus?.[Symbol.asyncDispose]();
      await Promise.all(workers?.map((worker) => worker.end()) ?? []);
      await folder?.[Symbol.asyncDispose]();
    });

    test('takes both targets', async () => {
      const up = async (): Promise<readonly string[]> =>
        (await query(prometheus.url, 'up{job="worker"}')).map(({ value }) => value[1]);
      await expect.poll(up, { timeout: 20_000 }).toEqual(['1', '1']);
    });
    test('evaluates every rule without a complaint', async () => {
      const unhealthy = async (): Promise<readonly RuleState[]> => {
        const { groups } = await ask<{ readonly groups: readonly { readonly rules: readonly RuleState[] }[] }>(
          prometheus.url,
          'rules',
        );
        const all = groups.flatMap((group) => group.rules);
        expect(all.length).toBeGreaterThan(100);
        return all.filter(({ health }) => health !== 'ok');
      };
      await expect.poll(unhealthy, { timeout: 20_000 }).toEqual([]);
    });
    test.each(records)('has %s', async (record) => {
      await expect.poll(() => query(prometheus.url, record), { timeout: 20_000 }).not.toEqual([]);
    });
    describe.each(dashboards.map((dashboard) => [dashboard.title, dashboard] as const))('%s', (_, dashboard) => {
      const queries = panelsOf(dashboard).flatMap(({ title, targets = [] }) =>
        targets.flatMap(({ expr }) => (expr === undefined ? [] : [{ title, expr: withVariables(expr) }])),
      );
      test.each(queries)('$title: $expr', async ({ title, expr }) => {
        const found = await query(prometheus.url, expr);
        if (emptyWhenWell.has(title)) return;
        expect(found.length).toBeGreaterThan(0);
        expect(found.filter(({ value }) => value[1] === 'NaN').length).toBeLessThan(found.length);
      });
      const variables = dashboard.templating.list.filter(({ type }) => type === 'query');
      test.each(variables)('variable $name', async ({ query: text = '' }) => {
        const [, selector = '', name = ''] = /^label_values\((.*), (\w+)\)$/.exec(text) ?? [];
        const values = await ask<readonly string[]>(prometheus.url, `label/${name}/values`, {
          'match[]': withVariables(selector),
        });
        expect(values.length).toBeGreaterThan(0);
      });
    });
    test('finds the two programs and the tools by the variables, the client first', async () => {
      const sides = await ask<readonly string[]>(prometheus.url, 'label/mcp_otel_side/values', {
        'match[]': 'mcp_otel_calls_total',
      });
      expect(sides).toEqual(['client', 'server']);
    });
    test('shows in /metrics what promtool finds no fault with', async () => {
      const [first] = workers;
      const check = spawn(program.promtool, ['check', 'metrics'], { stdio: ['pipe', 'ignore', 'pipe'] });
      let complaints = '';
      check.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
      check.stdin.end(await page(first?.url ?? ''));
      const [code] = (await once(check, 'exit')) as [number];
      expect([code, complaints]).toEqual([0, '']);
    });
  });
});
