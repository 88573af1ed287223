import { once } from 'node:events';
import { createServer, get, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { own } from '@mcp-otel/core';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { describe, expect, test } from 'vitest';
import { PrometheusReader } from './prometheus-reader.ts';

interface Served extends AsyncDisposable {
  readonly url: string | undefined;
  readonly provider: MeterProvider;
  readonly said: readonly string[];
}

async function serve(port = 0, host = '127.0.0.1'): Promise<Served> {
  const said: string[] = [];
  const reader = new PrometheusReader({ host, port, log: { warn: (line) => said.push(line), info: () => undefined } });
  const provider = new MeterProvider({ readers: [reader] });
  return { url: await reader.url(), provider, said, [Symbol.asyncDispose]: () => provider.shutdown() };
}

/** Servers on a port and on the ones behind it, as many as are free. */
async function occupy(count: number): Promise<{ readonly port: number } & AsyncDisposable> {
  for (;;) {
    const servers: Server[] = [];
    const listen = async (port: number): Promise<number> => {
      const server = createServer().listen(port, '127.0.0.1');
      servers.push(server);
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    };
    const close = async (): Promise<void> => {
      for (const server of servers) server.close();
    };
    try {
      const first = await listen(0);
      for (let next = 1; next < count; next += 1) await listen(first + next);
      return { port: first, [Symbol.asyncDispose]: close };
    } catch {
      await close();
    }
  }
}

describe('a port that is in use', () => {
  test('costs one line, and the next one is taken', async () => {
    await using taken = await occupy(2);
    await using served = await serve(taken.port);
    expect(served.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(served.said).toEqual([`port ${taken.port} is in use; metrics are at ${served.url}/metrics`]);
  });
  test('with nine more behind it costs one line that says what to set', async () => {
    await using taken = await occupy(10);
    await using served = await serve(taken.port);
    expect(served.url).toBeUndefined();
    expect(served.said).toEqual([
      `metrics cannot be served on 127.0.0.1:${taken.port} (ports ${taken.port} to ${taken.port + 9} are in use); set OTEL_EXPORTER_PROMETHEUS_HOST and _PORT, or 0 for any free port`,
    ]);
  });
  test('is not the trouble of an address that is not of this machine', async () => {
    await using served = await serve(0, '192.0.2.1');
    expect([served.url, served.said.length]).toEqual([undefined, 1]);
    expect(served.said[0]).toContain('metrics cannot be served on 192.0.2.1:0');
  });
});

describe('what is served', () => {
  test('is text of version 0.0.4, packed for whoever takes it packed', async () => {
    await using served = await serve();
    for (let job = 0; job < 50; job += 1) served.provider.getMeter('a').createCounter('jobs').add(1, { job });
    const plain = await fetch(`${served.url}/metrics`, { headers: { 'accept-encoding': 'identity' } });
    const packed = await fetch(`${served.url}/metrics`, { headers: { 'accept-encoding': 'gzip' } });
    expect(plain.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect([plain.headers.get('content-encoding'), packed.headers.get('content-encoding')]).toEqual([null, 'gzip']);
    expect(await packed.text()).toBe(await plain.text());
  });
  test('is one page for scrapes that come together', async () => {
    await using served = await serve();
    const calls = { times: 0 };
    served.provider
      .getMeter('a')
      .createObservableCounter('jobs')
      .addCallback(async (result) => {
        calls.times += 1;
        result.observe(calls.times);
      });
    const { hostname, port } = new URL(served.url ?? '');
    const socket = connect(Number(port), hostname);
    const request = 'GET /metrics HTTP/1.1\r\nhost: test\r\n';
    socket.end(`${request}\r\n${request}connection: close\r\n\r\n`); // Both are read before either is answered.
    const pages = await text(socket);
    expect([pages.match(/^jobs_total 1$/gm)?.length, calls.times]).toEqual([2, 1]);
  });
  test('is nothing but its pages, and only for readers', async () => {
    await using served = await serve();
    const statuses = await Promise.all([
      fetch(`${served.url}/`).then(({ status }) => status),
      fetch(`${served.url}/metrics`, { method: 'POST' }).then(({ status }) => status),
      fetch(`${served.url}/metrics`, { method: 'HEAD' }).then(({ status }) => status),
      fetch(`${served.url}/__proto__`).then(({ status }) => status),
    ]);
    expect(statuses).toEqual([404, 405, 200, 404]);
  });
  test('is there again though a callback of the application throws', async () => {
    await using served = await serve();
    served.provider
      .getMeter('a')
      .createObservableCounter('jobs')
      .addCallback(() => {
        throw new Error('not now');
      });
    const pages = await Promise.all([fetch(`${served.url}/metrics`), fetch(`${served.url}/health/mcp`)]);
    expect(pages.map(({ status }) => status)).toEqual([200, 200]);
  });
  test('is refused to more connections than there is room for, and goes on', async () => {
    await using served = await serve();
    const idle = Array.from({ length: 40 }, () => get(`${served.url}/metrics`, { agent: false }));
    await Promise.allSettled(idle.map((request) => once(request, 'response')));
    for (const request of idle) request.destroy();
    await expect.poll(async () => (await fetch(`${served.url}/metrics`)).status).toBe(200);
  });
});

describe('the health of MCP', () => {
  test('is told by the totals of the process, on the side that calls', async () => {
    await using served = await serve();
    const meter = served.provider.getMeter('ours');
    const calls = meter.createCounter(own.METRIC_CALLS);
    for (const [side, outcome, count] of [
      ['client', 'ok', 5],
      ['client', 'tool_error', 2],
      ['client', 'denied', 1],
      ['server', 'ok', 9],
    ] as const)
      calls.add(count, { [own.ATTR_SIDE]: side, 'mcp.method.name': 'tools/call', [own.ATTR_OUTCOME]: outcome });
    meter.createHistogram('mcp.client.operation.duration').record(0.25, { 'mcp.method.name': 'tools/call' });
    const health: unknown = await (await fetch(`${served.url}/health/mcp`)).json();
    expect(health).toMatchObject({
      status: 'healthy',
      metrics: {
        tool_call_stats: { total_calls: 8, successful: 5, failed: 2, avg_latency_ms: 250 },
        security_events: { access_denied: { count: 0 }, rate_limit: { count: 0 }, budget_exceeded: { count: 0 } },
      },
    });
  });
  test('is degraded when spans were lost, and not when somebody chose to drop them', async () => {
    await using served = await serve();
    const spans = served.provider.getMeter('ours').createCounter(own.METRIC_TELEMETRY_SPANS);
    const status = async (): Promise<unknown> =>
      ((await (await fetch(`${served.url}/health/mcp`)).json()) as { readonly status: unknown }).status;
    const drop = (reason: string): void => {
      spans.add(1, { [own.ATTR_STATE]: 'started' });
      spans.add(1, { [own.ATTR_STATE]: 'dropped', [own.ATTR_REASON]: reason });
    };
    drop('sampled');
    expect(await status()).toBe('healthy');
    drop('queue_bytes');
    expect(await status()).toBe('degraded');
  });
});
