import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePort } from '@mcp-otel/pipeline';
import { expect, test } from 'vitest';
import { startCollector } from '../support/collector.ts';
import { app, runNode } from '../support/run-node.ts';
import { metricsUrl, scrape } from '../support/scrape.ts';

const prometheus = {
  OTEL_METRICS_EXPORTER: 'prometheus',
  OTEL_TRACES_EXPORTER: 'none',
  OTEL_EXPORTER_PROMETHEUS_PORT: '0',
  MCP_OTEL_LOG: 'info',
};

/** Metrics that are served to Prometheus, on the given Node. */
export function metricsSuite(node: string): void {
  test('is there from its start, with counters at 0, and ends though a scraper keeps its connection', async () => {
    let lines: readonly string[] = [];
    const { code } = await runNode(app('metrics/idle-server.mjs'), {
      args: ['wait'],
      node,
      env: prometheus,
      meanwhile: async (child) => {
        lines = await scrape(await metricsUrl(child), /^mcp_otel_security_events_total.*server/);
        child.stdin?.end();
      },
    });
    expect(code).toBe(0);
    expect(lines).toEqual(
      ['access_denied', 'budget_exceeded', 'rate_limit'].map(
        (event) => `mcp_otel_security_events_total{mcp_otel_security_event="${event}",mcp_otel_side="server"} 0`,
      ),
    );
  });
  test('is not held by its metrics, whether they are served already or not', async () => {
    const { code, stderr } = await runNode(app('setup/plain.mjs'), { node, env: prometheus });
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^mcp-otel info: metrics are at http:\/\/127/)]);
    expect(await runNode(app('metrics/idle-server.mjs'), { node, env: prometheus })).toMatchObject({
      code: 0,
      stderr: '',
    });
  });
  test('leaves the port to telemetry that the application sets up itself', async () => {
    const port = await freePort();
    let page = '';
    await using collector = await startCollector();
    const { code, stderr } = await runNode(app('metrics/own-telemetry.mjs'), {
      node,
      env: {
        ...prometheus,
        OTEL_TRACES_EXPORTER: 'otlp',
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_PROMETHEUS_PORT: String(port),
        OTEL_EXPORTER_PROMETHEUS_HOST: '127.0.0.1',
      },
      meanwhile: async (child) => {
        await once(child.stdout ?? child, 'data');
        page = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
        child.stdin?.end();
      },
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(page).toMatch(/mcp_otel_calls_total\{.*otel_scope_name=/); // As the exporter of OpenTelemetry writes it.
  });
  test('counts refusals that it sees on the wire, each once on its side', async () => {
    let lines: readonly string[] = [];
    let health: unknown;
    await runNode(app('metrics/gated-server.mjs'), {
      node,
      env: prometheus,
      meanwhile: async (child) => {
        const url = await metricsUrl(child);
        const visited = once(child.stdout ?? child, 'data');
        child.stdin?.write('visit\n');
        await visited;
        lines = await scrape(url, /^mcp_otel_security_events_total.* [1-9]/);
        health = await (await fetch(`${url}/health/mcp`)).json();
        child.stdin?.end();
      },
    });
    // A token too few, one that asks too often, and a tool that is refused by a JSON-RPC error.
    expect(lines).toEqual([
      'mcp_otel_security_events_total{mcp_otel_security_event="access_denied",mcp_otel_side="client"} 2',
      'mcp_otel_security_events_total{mcp_otel_security_event="access_denied",mcp_otel_side="server"} 2',
      'mcp_otel_security_events_total{mcp_otel_security_event="rate_limit",mcp_otel_side="client"} 1',
      'mcp_otel_security_events_total{mcp_otel_security_event="rate_limit",mcp_otel_side="server"} 1',
    ]);
    expect(health).toMatchObject({
      status: 'healthy',
      metrics: {
        tool_call_stats: { total_calls: 2, successful: 1, failed: 1 },
        security_events: { rate_limit: { count: 1 } },
      },
    });
  });
  test('makes no span of a scrape, though the application records HTTP', async () => {
    await using collector = await startCollector();
    await runNode(app('metrics/idle-server.mjs'), {
      node,
      args: ['wait'],
      env: {
        ...prometheus,
        OTEL_TRACES_EXPORTER: 'otlp',
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        MCP_OTEL_INSTRUMENTATIONS: 'http',
      },
      meanwhile: async (child) => {
        await scrape(await metricsUrl(child), /./);
        child.stdin?.end();
      },
    });
    expect(collector.spans).toEqual([]);
  });
  test('pushes as well where both are set, and pushes alone by default: a short life leaves its counts', async () => {
    for (const exporter of ['prometheus,otlp', 'otlp']) {
      await using collector = await startCollector();
      const env = { ...prometheus, OTEL_METRICS_EXPORTER: exporter, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
      await runNode(app('setup/plain.mjs'), { node, env });
      const calls = collector.points.filter(({ metric }) => metric === 'mcp_otel.calls');
      expect(calls.some(({ value }) => value > 0)).toBe(true);
    }
  });
  test('takes the next port where the one it was given is taken, and says so once', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const env = { ...prometheus, OTEL_EXPORTER_PROMETHEUS_PORT: String(port), MCP_OTEL_LOG: 'warn' };
    const { code, stderr } = await runNode(app('setup/plain.mjs'), { node, env });
    other.close();
    expect([code, stderr.split('\n').length]).toEqual([0, 2]);
    expect(stderr).toMatch(/port \d+ is in use; metrics are at|ports \d+ to \d+ are in use/);
  });
  test('that is asked for a port that is none says what it takes instead', async () => {
    const env = { ...prometheus, OTEL_EXPORTER_PROMETHEUS_PORT: '99999', MCP_OTEL_LOG: 'warn' };
    const { stderr } = await runNode(app('setup/plain.mjs'), { node, env });
    expect(stderr).toContain('OTEL_EXPORTER_PROMETHEUS_PORT="99999" is not a whole number from 0 to 65535; using 9464');
  });
  test('never writes a byte of its own on stdout', async () => {
    const plain = await runNode(app('setup/silent.mjs'), { node, flags: [] });
    const watched = await runNode(app('setup/silent.mjs'), { node, env: prometheus });
    expect([watched.stdout, watched.code]).toEqual([plain.stdout, 0]);
  });
}
