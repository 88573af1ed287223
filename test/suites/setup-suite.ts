import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { own } from '@mcp-otel/core';
import { describe, expect, test } from 'vitest';
import { startCollector, type Collector } from '../support/collector.ts';
import { conventionFaults } from '../support/convention.ts';
import { startHttpServer } from '../support/http-server.ts';
import { app, PRELOAD, runNode, type Ended, type RunOptions } from '../support/run-node.ts';
import { named, toolSpans } from '../support/spans.ts';

const ENTRY = fileURLToPath(new URL('../../packages/auto/dist/index.js', import.meta.url));

/** How the preload is loaded, what it leaves alone and what it says, on the given Node. */
export function setupSuite(node: string): void {
  /** Runs a program of `apps/setup` with a collector. */
  const run = async (program: string, collector: Collector, { env, ...options }: RunOptions = {}): Promise<Ended> =>
    runNode(app(`setup/${program}`), { env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...env }, node, ...options });

  describe('one client and one server span per call, however the preload is loaded', () => {
    test.each<readonly [name: string, program: string, options: RunOptions]>([
      ['--require', 'plain.mjs', {}],
      ['--require, in a CommonJS program', 'plain.cjs', {}],
      ['--import', 'plain.mjs', { flags: ['--import', ENTRY] }],
      ['NODE_OPTIONS', 'plain.mjs', { flags: [], env: { NODE_OPTIONS: `--require "${PRELOAD}"` } }],
      ['--require and import together', 'import-too.mjs', {}],
      ['--require twice', 'plain.mjs', { flags: ['--require', PRELOAD, '--require', PRELOAD, '--import', ENTRY] }],
      ['a worker thread', 'worker.mjs', {}],
    ])('%s', async (_name, program, options) => {
      await using collector = await startCollector();
      const { code, stderr } = await run(program, collector, options);
      expect([code, stderr]).toEqual([0, '']);
      expect(toolSpans(collector.spans)).toEqual([2, 3]);
    });
  });

  describe('what is loaded', () => {
    test('without MCP activity, the preload and nothing else', async () => {
      const { stdout } = await runNode(app('setup/loaded-files.cjs'), { node });
      expect(stdout).toBe('preload.cjs loaded-files.cjs');
    });
    test('with OTEL_SDK_DISABLED=true nothing is patched and no global is taken', async () => {
      await using collector = await startCollector();
      const { stdout, stderr } = await run('plain.mjs', collector, { env: { OTEL_SDK_DISABLED: 'true' } });
      expect([stdout, stderr]).toEqual(['null', '']);
      expect(collector.spans).toEqual([]);
    });
    test('beside a copy with another layout of its state, nothing but one line that says so', async () => {
      await using collector = await startCollector();
      const flags = ['--require', app('setup/other-copy.cjs'), '--require', PRELOAD];
      const { code, stdout, stderr } = await run('plain.mjs', collector, { flags });
      expect([code, stdout]).toEqual([0, 'null']);
      expect(stderr).toBe('mcp-otel warn: version 9.9.9 of mcp-otel is at work here; this one stands aside\n');
      expect(collector.spans).toEqual([]);
    });
  });

  describe('bad configuration gets its one line, and the default', () => {
    test('each variable once, with its name, value and what is used instead', async () => {
      await using collector = await startCollector();
      const { code, stderr } = await run('plain.mjs', collector, {
        env: { OTEL_TRACES_SAMPLER: 'always', MCP_OTEL_QUEUE_BYTES: 'lots', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
      });
      const lines = stderr.trim().split('\n').toSorted();
      expect(code).toBe(0);
      expect(lines).toHaveLength(3);
      expect(lines[0]).toMatch(/^mcp-otel warn: MCP_OTEL_QUEUE_BYTES="lots" is not .*; using 33554432$/);
      expect(lines[1]).toMatch(
        /^mcp-otel warn: OTEL_EXPORTER_OTLP_PROTOCOL="grpc" is not one of http\/protobuf, http\/json; using http\/protobuf \(the endpoint must be the HTTP port of the receiver, usually 4318\)$/,
      );
      expect(lines[2]).toMatch(/^mcp-otel warn: OTEL_TRACES_SAMPLER="always" is not one of/);
      expect(toolSpans(collector.spans)).toEqual([2, 3]);
    });
    test('MCP_OTEL_LOG itself may be wrong too', async () => {
      await using collector = await startCollector();
      const { stderr } = await run('plain.mjs', collector, { env: { MCP_OTEL_LOG: 'loud' } });
      expect(stderr).toBe(
        'mcp-otel warn: MCP_OTEL_LOG="loud" is not one of none, error, warn, info, debug; using warn\n',
      );
    });
    test('OTEL_LOG_LEVEL=debug lets the SDK speak, on stderr', async () => {
      await using collector = await startCollector();
      const { stdout, stderr } = await run('plain.mjs', collector, {
        env: { OTEL_LOG_LEVEL: 'debug', OTEL_TRACES_SAMPLER: 'always_off', MCP_OTEL_RECORD_UNSAMPLED: 'false' },
      });
      expect(stdout).toMatch(/^\{"traceparent"/);
      expect(stderr).toMatch(/mcp-otel info: OpenTelemetry debug: /);
    });
    test('MCP_OTEL_LOG=debug explains what was found and patched', async () => {
      await using collector = await startCollector();
      const { stderr } = await run('plain.mjs', collector, { env: { MCP_OTEL_LOG: 'debug' } });
      expect(stderr).toMatch(/preload ready in process \d+/);
      expect(stderr).toMatch(/protocol class Protocol patched/);
      expect(stderr).toMatch(/pipeline started, traces go to http:\/\/127\.0\.0\.1/);
    });
  });

  describe('where a call belongs', () => {
    test('the caller may name conversation and user in _meta', async () => {
      await using collector = await startCollector();
      await run('conversation.mjs', collector);
      for (const kind of [2, 3]) {
        expect(named(collector.spans, 'tools/call echo', kind)?.attributes).toMatchObject({
          [own.ATTR_SESSION_ID]: 'chat-7',
          [own.ATTR_SESSION_SOURCE]: 'conversation',
          'gen_ai.conversation.id': 'chat-7',
          'user.id': 'ada',
          [own.ATTR_IDENTITY_SOURCE]: 'claimed',
        });
      }
    });
    test('the application may name the session by a function', async () => {
      await using collector = await startCollector();
      await run('resolver.mjs', collector);
      expect(named(collector.spans, 'tools/call echo', 3)?.attributes).toMatchObject({
        [own.ATTR_SESSION_ID]: 'chat of the client',
        [own.ATTR_SESSION_SOURCE]: 'callback',
      });
      expect(named(collector.spans, 'tools/call echo', 2)?.attributes[own.ATTR_SESSION_ID]).toBe('chat of the server');
      expect(named(collector.spans, 'initialize', 3)?.attributes[own.ATTR_SESSION_SOURCE]).toBe('process');
    });
    test('the caller’s baggage names conversation and user, and goes to no server', async () => {
      await using collector = await startCollector();
      const { stdout } = await run('baggage.mjs', collector);
      expect(Object.keys(JSON.parse(stdout) as object)).toEqual(['traceparent']);
      expect(named(collector.spans, 'tools/call echo', 3)?.attributes).toMatchObject({
        [own.ATTR_SESSION_ID]: 'chat-8',
        'user.id': 'ada',
      });
      expect(named(collector.spans, 'tools/call echo', 2)?.attributes[own.ATTR_SESSION_SOURCE]).toBe('process');
    });
    test('keys of MCP_OTEL_BAGGAGE, and no others, go to servers', async () => {
      await using collector = await startCollector();
      const { stdout } = await run('baggage.mjs', collector, { env: { MCP_OTEL_BAGGAGE: 'gen_ai.conversation.id' } });
      expect((JSON.parse(stdout) as { baggage: string }).baggage).toBe('gen_ai.conversation.id=chat-8');
      expect(named(collector.spans, 'tools/call echo', 2)?.attributes[own.ATTR_SESSION_ID]).toBe('chat-8');
    });
    test('a span that happened to be open when a pipe was opened is nobody’s parent', async () => {
      await using collector = await startCollector();
      await run('stray.mjs', collector, { args: [app('v1/server.mjs')] });
      const sampling = named(collector.spans, 'sampling/createMessage', 2);
      expect([sampling?.parentSpanId, sampling?.attributes[own.ATTR_PARENT_SOURCE]]).toEqual(['', 'none']);
      expect(named(collector.spans, 'initialize', 3)?.parentSpanId).not.toBe('');
    });
    test('callbacks and second rounds run in the context of the call’s caller', async () => {
      await using collector = await startCollector();
      await run('callbacks.mjs', collector, { args: [app('v1/server.mjs'), app('v2/server.mjs')] });
      const parents = (name: string): readonly (string | undefined)[] =>
        collector.spans
          .filter((span) => span.name === name)
          .map(({ parentSpanId }) => collector.spans.find(({ spanId }) => spanId === parentSpanId)?.name);
      expect(parents('tick')).toEqual(['progress', 'progress', 'progress']);
      expect(parents('tools/call ask')).toEqual(['question', 'question']);
      expect(parents('answer')).toEqual(['question']);
    });
    test('the span of the HTTP request is a link, the caller’s span the parent', async () => {
      await using collector = await startCollector();
      await run('ambient.mjs', collector);
      const client = named(collector.spans, 'tools/call echo', 3);
      const server = named(collector.spans, 'tools/call echo', 2);
      expect(server?.parentSpanId).toBe(client?.spanId);
      const linked = collector.spans.find(({ spanId }) => spanId === server?.links[0]?.spanId);
      expect(linked?.name).toBe('POST');
      expect(server?.attributes['mcp.protocol.version']).toBe('2025-11-25'); // From the header: this server never saw a handshake.
    });
    test('a notification too: its sender is the parent, the HTTP request a link, the version known', async () => {
      await using collector = await startCollector();
      await run('ambient.mjs', collector);
      const sent = named(collector.spans, 'notifications/initialized', 3);
      const received = named(collector.spans, 'notifications/initialized', 2);
      expect(received?.parentSpanId).toBe(sent?.spanId);
      expect(collector.spans.find(({ spanId }) => spanId === received?.links[0]?.spanId)?.name).toBe('POST');
      expect(received?.attributes['mcp.protocol.version']).toBe('2025-11-25');
    });
  });

  describe('a call without a JSON-RPC answer', () => {
    test.each([
      [401, 'denied'],
      [403, 'denied'],
      [429, 'denied'],
      [500, 'transport_error'],
    ])('refused by HTTP %i is %s', async (status, outcome) => {
      await using collector = await startCollector();
      const server = createServer(
        (request, response) => void request.resume().on('end', () => response.writeHead(status).end()),
      );
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      await run('refused.mjs', collector, { args: [`http://127.0.0.1:${port}/`] });
      server.close();
      expect(named(collector.spans, 'initialize', 3)?.attributes).toMatchObject({
        [own.ATTR_OUTCOME]: outcome,
        'error.type': String(status),
      });
      expect(collector.spans.flatMap(conventionFaults)).toEqual([]);
    });
    test('because an older server does not know server/discover is a step of the negotiation, no error', async () => {
      await using collector = await startCollector();
      await using server = await startHttpServer(app('v1/server.mjs'), { OTEL_SDK_DISABLED: 'true' }, node);
      await run('negotiate.mjs', collector, { args: [server.url] });
      const discover = named(collector.spans, 'server/discover', 3);
      expect([discover?.status.code, discover?.attributes['error.type']]).toEqual([0, undefined]);
      expect(named(collector.spans, 'initialize', 3)?.attributes).toMatchObject({
        [own.ATTR_OUTCOME]: 'ok',
        'mcp.protocol.version': '2025-11-25',
      });
    });
    test('to a server that is not there is a transport error', async () => {
      await using collector = await startCollector();
      await run('refused.mjs', collector, { args: ['http://127.0.0.1:1/'] });
      expect(named(collector.spans, 'initialize', 3)?.attributes[own.ATTR_OUTCOME]).toBe('transport_error');
    });
    test('because the server died in the middle of it is a transport error on the client', async () => {
      await using collector = await startCollector();
      const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
      await runNode(app('v1/client.mjs'), { node, args: [app('v1/server.mjs'), 'crash'], env });
      expect(named(collector.spans, 'tools/call crash', 3)?.attributes).toMatchObject({
        [own.ATTR_OUTCOME]: 'transport_error',
        'error.type': 'connection_closed',
      });
    });
  });

  test('notifications that come by the dozen have spans when MCP_OTEL_HIGH_VOLUME_SPANS asks for them', async () => {
    await using collector = await startCollector();
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      MCP_OTEL_PROPAGATE_TO_CHILDREN: 'true',
      MCP_OTEL_HIGH_VOLUME_SPANS: 'true',
    };
    await runNode(app('v1/client.mjs'), { node, args: [app('v1/server.mjs')], env });
    const counts = (name: string): readonly number[] =>
      [3, 2].map((kind) => collector.spans.filter((span) => span.kind === kind && span.name === name).length);
    expect(counts('notifications/progress')).toEqual([3, 3]);
    expect(counts('notifications/message')).toEqual([1, 1]);
    expect(counts('notifications/resources/updated')).toEqual([1, 1]);
    expect(collector.spans.flatMap(conventionFaults)).toEqual([]);
    const progress = collector.spans.find(({ name, kind }) => name === 'notifications/progress' && kind === 3);
    expect(progress?.parentSpanId).toBe(named(collector.spans, 'tools/call progress', 2)?.spanId);
  });

  test('metrics arrive with the labels of the table, sessions and the delivery law among them', async () => {
    await using collector = await startCollector();
    await run('plain.mjs', collector);
    const calls = collector.points
      .filter(({ metric }) => metric === own.METRIC_CALLS)
      .map(({ attributes }) => ({ ...attributes }));
    expect(calls).toContainEqual({
      'mcp_otel.side': 'client',
      'mcp.method.name': 'tools/call',
      'gen_ai.tool.name': '_OTHER',
      'mcp_otel.outcome': 'ok',
    });
    const states = collector.points.filter(({ metric }) => metric === own.METRIC_TELEMETRY_SPANS);
    const last = (state: string): number | undefined =>
      states.findLast(({ attributes }) => attributes[own.ATTR_STATE] === state)?.value;
    expect(last('delivered')).toBe(collector.spans.length);
    expect(last('started')).toBe(collector.spans.length);
  });
}
