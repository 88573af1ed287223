import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { own } from '@mcp-otel/core';
import { describe, expect, test } from 'vitest';
import { startCollector, type Collector } from '../support/collector.ts';
import { app, PRELOAD, runNode, type Ended, type RunOptions } from '../support/run-node.ts';
import { named, toolSpans } from '../support/spans.ts';

/** The application's own OpenTelemetry and its own promises, on the given Node. */
export function applicationSuite(node: string): void {
  /** Runs a program of `apps/setup` with a collector. */
  const run = async (program: string, collector: Collector, { env, ...options }: RunOptions = {}): Promise<Ended> =>
    runNode(app(`setup/${program}`), { env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...env }, node, ...options });

  describe('an application with OpenTelemetry of its own', () => {
    test('keeps all its spans when it registers its provider later, and gets ours among them', async () => {
      await using collector = await startCollector();
      const { stdout, stderr } = await run('own-provider.mjs', collector);
      const { accepted, spans } = JSON.parse(stdout) as {
        accepted: boolean[];
        spans: { name: string; scope: string; traceId: string }[];
      };
      expect(stderr).toBe('');
      expect(accepted).toEqual([true, true, true]);
      expect(new Set(spans.map(({ name }) => name))).toEqual(
        new Set(['work', 'initialize', 'notifications/initialized', 'tools/call echo']),
      );
      expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
      expect(collector.spans).toEqual([]);
    });
    test('keeps them as well when its API was loaded before the preload', async () => {
      await using collector = await startCollector();
      const flags = ['--require', app('setup/api-first.cjs'), '--require', PRELOAD];
      const { stdout } = await run('own-provider.mjs', collector, { flags });
      expect((JSON.parse(stdout) as { accepted: boolean[] }).accepted).toEqual([true, true, true]);
      expect(collector.spans).toEqual([]);
    });
    test('may put its provider into the stand-in, as an agent does that was refused', async () => {
      await using collector = await startCollector();
      const { stdout, code } = await run('late-agent.mjs', collector);
      expect([code, stdout, collector.spans]).toEqual([0, '6', []]);
    });
    test.each([
      ['own', 1, 6],
      ['both', 7, 6],
    ] as const)(
      'with MCP_OTEL_PIPELINE=%s has %i spans in its own provider, and we have %i',
      async (mode, theirs, ours) => {
        await using collector = await startCollector();
        const { stdout } = await run('own-provider.mjs', collector, { env: { MCP_OTEL_PIPELINE: mode } });
        const { spans } = JSON.parse(stdout) as { spans: { name: string; spanId: string; traceId: string }[] };
        expect([spans.length, collector.spans.length]).toEqual([theirs, ours]);
        const work = spans.find(({ name }) => name === 'work');
        expect(new Set(collector.spans.map(({ traceId }) => traceId))).toEqual(new Set([work?.traceId]));
        const ids = new Set(spans.map(({ spanId }) => spanId));
        expect(collector.spans.every(({ spanId }) => ids.has(spanId))).toBe(mode === 'both');
      },
    );
    test('that registers none has its spans carried with ours, in one trace', async () => {
      await using collector = await startCollector();
      await run('own-spans.mjs', collector);
      const work = collector.spans.find(({ name }) => name === 'work');
      expect(work?.scope.name).toBe('app');
      expect(named(collector.spans, 'tools/call echo', 3)?.parentSpanId).toBe(work?.spanId);
    });
    test('has its log records carried too', async () => {
      const signals: string[] = [];
      const server = createServer((request, response) => {
        signals.push(request.url ?? '');
        request.resume().on('end', () => response.end());
      });
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      await runNode(app('setup/logs.mjs'), { node, env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` } });
      server.close();
      expect(signals).toContain('/v1/logs');
    });
  });

  describe('an application with a set-up of its own', () => {
    const lines = [
      'client notifications/initialized hook notifications/initialized',
      'client tools/call echo hook tools/call',
      'server notifications/initialized below hook notifications/initialized',
      'server tools/call echo below hook tools/call',
    ];
    test('gets the spans through McpInstrumentation, as it has configured it, without the preload', async () => {
      const flags = ['--import', app('setup/own-set-up.mjs')];
      const { stdout, stderr } = await runNode(app('setup/silent.mjs'), { node, flags });
      expect(stderr).toBe('');
      expect((JSON.parse(stdout) as string[]).toSorted()).toEqual(lines);
    });
    test('may have McpInstrumentation beside the preload, and each call once', async () => {
      await using collector = await startCollector();
      const flags = ['--require', PRELOAD, '--import', app('setup/own-set-up.mjs')];
      const { stdout } = await run('silent.mjs', collector, { flags });
      expect((JSON.parse(stdout) as string[]).toSorted()).toEqual(lines);
      expect(collector.spans).toEqual([]);
    });
    test('may hand over its clients and servers itself, with a warning for what is none', async () => {
      const flags = ['--import', app('setup/own-telemetry.mjs')];
      const { stdout, stderr } = await runNode(app('setup/instrumented.mjs'), { node, flags });
      expect(JSON.parse(stdout)).toEqual(
        expect.arrayContaining(['client tools/call echo', 'server tools/call echo below']),
      );
      expect(stderr).toMatch(/McpOtelWarning: instrument\(\) was given no Client, Server or McpServer/);
    });
    test.each([
      ['ends in peace', 'silent.mjs', 0],
      ['exits at once', 'exit-at-once.mjs', 3],
    ])('may run NodeSDK with nodeSdkConfig(), and loses nothing when it %s', async (_name, program, expected) => {
      await using collector = await startCollector();
      const { code, stderr } = await run(program, collector, { flags: ['--import', app('setup/node-sdk.mjs')] });
      expect([code, stderr]).toEqual([expected, '']);
      expect(toolSpans(collector.spans)).toEqual([2, 3]);
      expect(collector.spans.every(({ resource }) => resource['telemetry.distro.name'] === 'mcp-otel')).toBe(true);
      // Metrics need the event loop; where there is time for them they tell of every call and every span.
      const metric = (name: string): unknown => collector.points.findLast((point) => point.metric === name)?.value;
      if (program === 'silent.mjs')
        expect([metric(own.METRIC_CALLS), metric(own.METRIC_TELEMETRY_SPANS_PENDING)]).toEqual([1, 0]);
    });
    test('that is frozen after its answer loses nothing that it has flushed', async () => {
      await using collector = await startCollector();
      const { signal } = await run('frozen.mjs', collector, { env: { OTEL_BSP_SCHEDULE_DELAY: '60000' } });
      expect([signal, toolSpans(collector.spans)]).toEqual(['SIGKILL', [2, 3]]);
    });
  });

  describe('an application with a provider of its own, and no metrics', () => {
    test.each([
      ['ends in peace', 'nothing'],
      ['is told to end', 'SIGTERM'],
      ['goes on after SIGINT', 'SIGINT'],
    ])('has its spans flushed and its calls counted when it %s', async (_name, ending) => {
      await using collector = await startCollector();
      const { stdout, signal } = await run('own-traces.mjs', collector, { args: [ending] });
      expect([stdout, signal]).toEqual(['flushed', ending === 'SIGTERM' ? 'SIGTERM' : null]);
      expect(collector.points.some(({ metric }) => metric === own.METRIC_CALLS)).toBe(true);
    });
  });

  describe('instrumentations that the application has installed', () => {
    test('hang their spans below the tool call, once MCP_OTEL_INSTRUMENTATIONS names them', async () => {
      await using collector = await startCollector();
      const env = { MCP_OTEL_INSTRUMENTATIONS: 'undici,http' };
      const { stderr } = await run('backends.mjs', collector, { env });
      expect(stderr).toBe('');
      const tool = named(collector.spans, 'tools/call echo', 2);
      const below = collector.spans.filter(({ parentSpanId }) => parentSpanId === tool?.spanId);
      expect(below.map(({ scope }) => scope.name).toSorted()).toEqual([
        '@opentelemetry/instrumentation-http',
        '@opentelemetry/instrumentation-undici',
      ]);
    });
    test('that are not there cost one line with the repair', async () => {
      await using collector = await startCollector();
      const { code, stderr } = await run('plain.mjs', collector, { env: { MCP_OTEL_INSTRUMENTATIONS: 'absent' } });
      expect(code).toBe(0);
      expect(stderr).toMatch(
        /^mcp-otel warn: MCP_OTEL_INSTRUMENTATIONS names absent, .*; install it: npm install @opentelemetry\/instrumentation-absent\n$/,
      );
    });
  });

  describe('what the application may rely on', () => {
    test('the OpenTelemetry API answers as it does without us', async () => {
      await using collector = await startCollector();
      const { stdout } = await run('diag.mjs', collector);
      expect(JSON.parse(stdout)).toEqual({ accepted: true, heard: true, delegate: 'object' });
    });
    test('a rejection that nobody handles ends the process', async () => {
      await using collector = await startCollector();
      const without = await runNode(app('setup/unhandled.mjs'), { node, flags: [] });
      const ended = await run('unhandled.mjs', collector);
      expect([ended.code, ended.stdout]).toEqual([without.code, without.stdout]);
      expect(ended.code).toBe(1);
    });
    test('fake timers count the application’s own only, and spans keep real time', async () => {
      await using collector = await startCollector();
      const without = await runNode(app('setup/fake-time.mjs'), { node, flags: [] });
      const before = Date.now();
      const { stdout } = await run('fake-time.mjs', collector);
      expect(stdout).toBe(without.stdout);
      expect(toolSpans(collector.spans)).toEqual([2, 3]);
      for (const { startUnixNano, endUnixNano } of collector.spans) {
        expect(Number(startUnixNano / 1_000_000n)).toBeGreaterThanOrEqual(before);
        expect(endUnixNano).toBeGreaterThan(startUnixNano);
        expect(Number(endUnixNano / 1_000_000n)).toBeLessThanOrEqual(Date.now());
      }
    });
    test('a header that cannot be sent is one line, never a crash', async () => {
      await using collector = await startCollector();
      const env = { OTEL_EXPORTER_OTLP_HEADERS: 'api key=x' };
      const { code, stderr } = await run('plain.mjs', collector, { env });
      expect(code).toBe(0);
      expect(stderr).toMatch(/^mcp-otel warn: OTEL_EXPORTER_OTLP_HEADERS: "api key" is no header .*\n$/);
      expect(toolSpans(collector.spans)).toEqual([2, 3]);
    });
  });
}
