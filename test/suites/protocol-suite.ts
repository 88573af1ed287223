import { own } from '@mcp-otel/core';
import type { ReceivedSpan } from '@mcp-otel/pipeline';
import { describe, expect, test, vi } from 'vitest';
import { startCollector, type Collector } from '../support/collector.ts';
import { conventionFaults } from '../support/convention.ts';
import { startHttpServer } from '../support/http-server.ts';
import { app, runNode, type Ended } from '../support/run-node.ts';
import { named } from '../support/spans.ts';

const CLIENT = 3;
const SERVER = 2;

/** What the later revisions of the protocol do with calls: rounds, tasks, subscriptions, resumed streams, batches. */
export function protocolSuite(node: string): void {
  const envOf = (collector: Collector): Record<string, string> => ({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    MCP_OTEL_PROPAGATE_TO_CHILDREN: 'true',
  });
  const run = (program: string, collector: Collector, ...args: string[]): Promise<Ended> =>
    runNode(app(`protocol/${program}`), { node, args, env: envOf(collector) });
  const all = (spans: readonly ReceivedSpan[], name: string, kind: number): readonly ReceivedSpan[] =>
    spans.filter((span) => span.name === name && span.kind === kind);
  /** Waits for what a server sends after its client has ended. */
  const arrived = (expectation: () => void): Promise<void> => vi.waitFor(expectation, { timeout: 5_000 });

  describe.each(['stdio', 'http'])('MCP 2026-07-28 over %s', (over) => {
    const session = async (): Promise<readonly ReceivedSpan[]> => {
      await using collector = await startCollector();
      const server = app('protocol/modern-server.mjs');
      if (over === 'stdio') {
        expect((await run('modern-client.mjs', collector, server)).code).toBe(0);
      } else {
        await using http = await startHttpServer(server, envOf(collector), node);
        expect((await run('modern-client.mjs', collector, http.url)).code).toBe(0);
        await arrived(() => expect(all(collector.spans, 'tools/call ask', SERVER)).toHaveLength(4));
      }
      expect(collector.spans.filter(({ scope }) => scope.name !== 'app').flatMap(conventionFaults)).toEqual([]);
      return [...collector.spans];
    };

    test('a subscription ends for its client when the server has taken it up, and not as an error', async () => {
      const spans = await session();
      const listen = named(spans, 'subscriptions/listen', CLIENT);
      expect([listen?.attributes[own.ATTR_OUTCOME], listen?.status.code]).toEqual(['ok', 0]);
      const acknowledged = named(spans, 'notifications/subscriptions/acknowledged', SERVER);
      expect(acknowledged?.parentSpanId).toBe(listen?.spanId);
      expect((listen?.endUnixNano ?? 0n) < (acknowledged?.endUnixNano ?? 0n)).toBe(true);
    });
    test('a later round is linked to the one before, on both sides, and stays in its trace without a caller’s span', async () => {
      const spans = await session();
      for (const kind of [CLIENT, SERVER]) {
        const rounds = all(spans, 'tools/call ask', kind).toSorted((a, b) => Number(a.startUnixNano - b.startUnixNano));
        expect(rounds.map(({ attributes }) => attributes[own.ATTR_OUTCOME])).toEqual([
          'input_required',
          'ok',
          'input_required',
          'ok',
        ]);
        const [first, second, third, fourth] = rounds;
        expect(second?.links.map(({ spanId }) => spanId)).toEqual([first?.spanId]);
        expect(fourth?.links.map(({ spanId }) => spanId)).toEqual([third?.spanId]);
        expect([second?.traceId, fourth?.traceId]).toEqual([first?.traceId, third?.traceId]);
      }
      expect(named(spans, 'tools/call ask', CLIENT)?.parentSpanId).toBe(named(spans, 'turn', 1)?.spanId);
    });
  });

  test('what happens in a task is linked to the call that began it, on both sides', async () => {
    await using collector = await startCollector();
    const { stdout } = await run('tasks-client.mjs', collector, app('protocol/tasks-server.mjs'));
    expect(stdout).toMatch(/^taskCreated .*result $/);
    const { spans } = collector;
    for (const [kind, other] of [
      [CLIENT, SERVER],
      [SERVER, CLIENT],
    ] as const) {
      const call = named(spans, 'tools/call slow', kind);
      expect(call?.attributes[own.ATTR_RESULT_TYPE]).toBe('task');
      for (const [name, side] of [
        ['tasks/get', kind],
        ['tasks/result', kind],
        ['elicitation/create', other],
      ] as const) {
        const span = named(spans, name, side);
        expect([name, span?.attributes[own.ATTR_TASK_ID]]).toEqual([name, call?.attributes[own.ATTR_TASK_ID]]);
        expect([name, span?.links.map(({ spanId }) => spanId)]).toEqual([name, [call?.spanId]]);
      }
    }
    expect(spans.flatMap(conventionFaults)).toEqual([]);
  });

  test('a call whose answer comes over a resumed stream is one call, and fetching it again is none', async () => {
    await using collector = await startCollector();
    await using http = await startHttpServer(app('protocol/resume-server.mjs'), envOf(collector), node);
    expect((await run('resume-client.mjs', collector, http.url)).stdout).toBe('answer');
    const { spans, points } = collector;
    await arrived(() => expect(all(spans, 'tools/call cut', SERVER)).toHaveLength(1));
    const [sent, resumed] = all(spans, 'tools/call cut', CLIENT).toSorted((a, b) =>
      Number(a.startUnixNano - b.startUnixNano),
    );
    expect(named(spans, 'tools/call cut', SERVER)?.parentSpanId).toBe(sent?.spanId);
    expect(
      [sent, resumed].map((span) => [span?.attributes[own.ATTR_OUTCOME], span?.attributes[own.ATTR_RESUMED]]),
    ).toEqual([
      ['ok', undefined],
      ['ok', true],
    ]);
    const calls = points.findLast(
      ({ metric, attributes }) =>
        metric === own.METRIC_CALLS &&
        attributes['mcp.method.name'] === 'tools/call' &&
        attributes[own.ATTR_SIDE] === 'client',
    );
    expect(calls?.value).toBe(1);
  });

  test.each(['v1', 'v2'])('each message of a batch has a span below its own caller: SDK %s', async (sdk) => {
    await using collector = await startCollector();
    await using http = await startHttpServer(app(`${sdk}/server.mjs`), envOf(collector), node);
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    };
    const post = async (body: object): Promise<Response> => {
      const response = await fetch(http.url, { method: 'POST', headers, body: JSON.stringify(body) });
      await response.text();
      return response;
    };
    const clientInfo = { name: 'batch', version: '1' };
    const params = { protocolVersion: '2025-03-26', capabilities: {}, clientInfo };
    const session = (await post({ jsonrpc: '2.0', id: 0, method: 'initialize', params })).headers.get('mcp-session-id');
    if (session !== null) headers['mcp-session-id'] = session;
    const caller = (digit: string): string => `00-${digit.repeat(32)}-${digit.repeat(16)}-01`;
    const call = (id: string): object => ({
      jsonrpc: '2.0',
      id,
      method: 'tools/call',
      params: { name: 'add', arguments: { a: 1, b: 2 }, _meta: { traceparent: caller(id) } },
    });
    await post([call('1'), call('2')]);
    await arrived(() => expect(all(collector.spans, 'tools/call add', SERVER)).toHaveLength(2));
    for (const span of all(collector.spans, 'tools/call add', SERVER)) {
      const id = span.attributes['jsonrpc.request.id'] as string;
      expect([span.traceId, span.parentSpanId]).toEqual([id.repeat(32), id.repeat(16)]);
    }
  });

  test('through a proxy that is server and client at once, one trace and one span per side of each hop', async () => {
    await using collector = await startCollector();
    expect((await run('proxy-client.mjs', collector, app('protocol/proxy.mjs'))).stdout).toBe('3');
    const calls = collector.spans.filter(({ name }) => name === 'tools/call add');
    expect(calls.map(({ kind }) => String(kind)).toSorted()).toEqual(['2', '2', '3', '3']);
    expect(new Set(calls.map(({ traceId }) => traceId)).size).toBe(1);
    const path: number[] = [];
    for (let span = calls.find(({ parentSpanId }) => parentSpanId === ''); span !== undefined;) {
      path.push(span.kind);
      const { spanId } = span;
      span = calls.find(({ parentSpanId }) => parentSpanId === spanId);
    }
    expect(path).toEqual([3, 2, 3, 2]);
  });
}
