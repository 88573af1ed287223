import { expect, test } from 'vitest';
import { withComponent } from '../support/components.ts';
import { prometheusPrograms } from '../support/prometheus-programs.ts';
import { ask, query, startPrometheus } from '../support/prometheus-server.ts';
import { folderOf } from '../support/promtool.ts';
import { startWorker } from '../support/worker.ts';

// Debian's Prometheus is built without its OTLP receiver.
const program = prometheusPrograms().find(({ version }) => version === '3');

/** What only a scrape has. */
const ofScrapes = new Set(['mcp_otel_scrape_left_out']);

withComponent('Prometheus 3 (MCP_OTEL_TEST_PROMETHEUS)', program !== undefined, () => {
  test('a metric has one name and the same labels, whether it is scraped or comes over OTLP', async () => {
    await using folder = await folderOf({ 'no.yml': 'groups: []\n' });
    const options = { program: program?.prometheus ?? '', folder: folder.path, targets: [], ruleFiles: ['no.yml'] };
    await using pushed = await startPrometheus({ ...options, otlp: true });
    const worker = await startWorker('plain', {
      OTEL_METRICS_EXPORTER: 'prometheus,otlp',
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${pushed.url}/api/v1/otlp/v1/metrics`,
      OTEL_METRIC_EXPORT_INTERVAL: '300',
    });
    const scraped = async (): Promise<readonly string[]> => {
      const page = await (await fetch(`${worker.url}/metrics`)).text();
      const names = [...page.matchAll(/^((?:mcp|gen_ai)_\w+)(?:\{| )/gm)].map(([, name = '']) => name);
      return [...new Set(names)].filter((name) => !ofScrapes.has(name)).toSorted();
    };
    const received = async (): Promise<readonly string[]> => {
      const names = await ask<readonly string[]>(pushed.url, 'label/__name__/values');
      return names.filter((name) => /^(?:mcp|gen_ai)_/.test(name)).toSorted();
    };
    await expect.poll(scraped, { timeout: 60_000 }).toContain('mcp_otel_session_calls_count');
    await expect.poll(received, { timeout: 60_000 }).toEqual(await scraped());
    const [series] = await query(
      pushed.url,
      'mcp_otel_calls_total{mcp_method_name="tools/call", mcp_otel_outcome="ok"}',
    );
    expect(Object.keys(series?.metric ?? {})).toEqual(
      expect.arrayContaining(['gen_ai_tool_name', 'mcp_method_name', 'mcp_otel_outcome', 'mcp_otel_side']),
    );
    await worker.end();
  });
});
