import { pathToFileURL } from 'node:url';
import { closeBook, own, replay, semconv, sumOfShares } from '@mcp-otel/core';
import { describe, expect, test } from 'vitest';
import { bookingsIn, factsIn, totalsIn, valuesOf } from '../support/books.ts';
import { startCollector } from '../support/collector.ts';
import { textOf } from '../support/model-spans.ts';
import { app, runNode, type RunOptions } from '../support/run-node.ts';

const CLIENT = 3;
const SERVER = 2;

/** What the agent's three requests cost: the file is there once, twice, three times. */
const MEANINGFUL = 3 * (3 + 4 + 154) + 1 * 7 + 2 * 7;
const DUPLICATE = (1 + 2) * 154;

/** The conservation ledger of a process, on the given Node. */
export function ledgerSuite(node: string): void {
  const run = async (way: string, env: Readonly<Record<string, string>> = {}, options: RunOptions = {}) => {
    await using collector = await startCollector();
    const settings = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, MCP_OTEL_HASH_KEY: 'test', ...env };
    const ended = await runNode(app('ledger/agent.mjs'), { node, args: [way], env: settings, ...options });
    const { spans, settlements, points } = collector;
    return { ...ended, spans, settlements, points };
  };

  test('a session is settled when its process ends, and its books balance', async () => {
    const { settlements, points, stderr } = await run('plain');
    expect(stderr).toBe('');
    expect(settlements.map((each) => totalsIn(each).tokens)).toEqual([
      { meaningful: MEANINGFUL, duplicate: DUPLICATE },
    ]);
    expect(valuesOf(points, own.METRIC_TOKENS, own.ATTR_CLASS)).toMatchObject({
      meaningful: MEANINGFUL,
      duplicate: DUPLICATE,
    });
    expect(Object.values(valuesOf(points, own.METRIC_TOKENS_OPEN, own.ATTR_CLASS)).every((open) => open === 0)).toBe(
      true,
    );
  });
  test('its facts, replayed, give the bookings of its settlement row by row, and each names a span', async () => {
    const { spans, settlements } = await run('plain');
    const { book, missing } = replay(factsIn([...spans, ...settlements]));
    expect(missing).toBe(0);
    expect(settlements.flatMap(({ links }) => links.map(({ spanId }) => spanId))).toEqual(
      spans.map(({ spanId }) => spanId),
    );
    const { bookings } = closeBook(book);
    expect(bookings).toEqual(settlements.flatMap(bookingsIn));
    const ids = new Set(spans.map(({ spanId }) => spanId));
    expect(bookings.every(({ span }) => ids.has(span))).toBe(true);
  });
  test('a set-up of the program’s own, made of nodeSdkConfig(), settles as well', async () => {
    const telemetry = pathToFileURL(app('ledger/telemetry.mjs')).href;
    const { settlements, stderr } = await run('plain', {}, { flags: ['--import', telemetry] });
    expect(stderr).toBe('');
    expect(settlements.map((each) => totalsIn(each).tokens)).toEqual([
      { meaningful: MEANINGFUL, duplicate: DUPLICATE },
    ]);
  });
  test('agents in one process have books of their own', async () => {
    const { settlements } = await run('two agents');
    expect(settlements.map((each) => totalsIn(each).tokens)).toEqual(
      [1, 2, 3].map(() => ({ meaningful: MEANINGFUL, duplicate: DUPLICATE })),
    );
    const sessions = settlements.map(({ attributes }) => textOf(attributes[own.ATTR_SESSION_ID]));
    expect(sessions).toEqual(expect.arrayContaining(['bob', 'cleo']));
  });
  test('the application may close a session, and what follows is a new period', async () => {
    const { settlements } = await run('close');
    const bob = settlements.filter(({ attributes }) => attributes[own.ATTR_SESSION_ID] === 'bob');
    expect(bob.map(({ attributes }) => Number(attributes[own.ATTR_LEDGER_PERIOD]))).toEqual([1, 2]);
    expect(bob.map((each) => totalsIn(each).tokens)).toEqual(
      [1, 2].map(() => ({ meaningful: MEANINGFUL, duplicate: DUPLICATE })),
    );
  });
  describe('sums do not depend on sampling', () => {
    test.each(['true', 'false'])('MCP_OTEL_RECORD_UNSAMPLED=%s', async (recorded) => {
      const { spans, settlements, points } = await run('plain', {
        OTEL_TRACES_SAMPLER: 'always_off',
        MCP_OTEL_RECORD_UNSAMPLED: recorded,
      });
      expect(spans).toEqual([]);
      expect(settlements.length).toBe(recorded === 'true' ? 1 : 0);
      expect(valuesOf(points, own.METRIC_TOKENS, own.ATTR_CLASS)['duplicate']).toBe(DUPLICATE);
      const started = points
        .filter(({ metric }) => metric === own.METRIC_TELEMETRY_SPANS)
        .map(({ attributes, value }) => [attributes['mcp_otel.state'], attributes['mcp_otel.reason'], value]);
      expect(started).toContainEqual(['dropped', 'sampled', recorded === 'true' ? 3 : 4]);
    });
  });
  test('of a process that was killed the facts are there, and give its books', async () => {
    const { spans, settlements, signal } = await run(
      'killed',
      { OTEL_BSP_SCHEDULE_DELAY: '10' },
      {
        meanwhile: async (child) => {
          await new Promise((resolve) => void child.stdout?.once('data', resolve));
          await new Promise((resolve) => void setTimeout(resolve, 500)); // Until the queue has sent them.
          child.kill('SIGKILL');
        },
      },
    );
    expect([signal, settlements]).toEqual(['SIGKILL', []]);
    const { book } = replay(factsIn(spans));
    const told = new Set(book.calls.map(({ span }) => span));
    const inputs = spans
      .filter(({ spanId }) => told.has(spanId))
      .map(({ attributes }) => Number(attributes[semconv.ATTR_GEN_AI_USAGE_INPUT_TOKENS]));
    // Facts that were not ready when their call ended would have gone with the next one.
    expect(inputs.length).toBeGreaterThanOrEqual(2);
    expect(sumOfShares(closeBook(book).figures.tokens)).toBe(inputs.reduce((sum, input) => sum + input, 0));
  });
  test('counts that contradict themselves are counted, and the books balance', async () => {
    const { settlements, points, stderr } = await run('nonsense');
    expect(stderr).toBe('');
    expect(settlements).toHaveLength(1);
    expect(valuesOf(points, own.METRIC_OMISSIONS, own.ATTR_OMISSION)).toHaveProperty('usage_implausible');
  });
  test('MCP_OTEL_LEDGER=false keeps no books, and MCP_OTEL_METRICS=spans counts nothing but the delivery law', async () => {
    const off = await run('plain', { MCP_OTEL_LEDGER: 'false' });
    expect(off.settlements).toEqual([]);
    expect(off.spans.flatMap(({ events }) => events)).toEqual([]);
    const { points, spans, settlements } = await run('plain', { MCP_OTEL_METRICS: 'spans' });
    expect(new Set(points.map(({ metric }) => metric))).toEqual(
      new Set([own.METRIC_TELEMETRY_SPANS, own.METRIC_TELEMETRY_SPANS_PENDING]),
    );
    expect([spans.length, settlements.length]).toEqual([3, 1]);
    expect(spans[0]?.resource[own.ATTR_METRICS_SOURCE]).toBe('spans');
  });

  test('MCP_OTEL_PAYLOAD_DIGEST=true shows what was altered on the way, and equal arguments have equal digests', async () => {
    await using collector = await startCollector();
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      MCP_OTEL_HASH_KEY: 'test',
      MCP_OTEL_PAYLOAD_DIGEST: 'true',
    };
    expect(await runNode(app('ledger/digests.mjs'), { node, env })).toMatchObject({ code: 0, stderr: '' });
    const calls = collector.spans.filter(({ attributes }) => attributes[semconv.ATTR_MCP_METHOD_NAME] === 'tools/call');
    const digests = (kind: number, key: string): readonly unknown[] =>
      calls.filter((span) => span.kind === kind).map(({ attributes }) => attributes[key]);
    const [first, second] = digests(CLIENT, own.ATTR_PAYLOAD_DIGEST);
    expect(digests(SERVER, own.ATTR_PAYLOAD_DIGEST)).toEqual([first, first]);
    expect(second).not.toBe(first);
    const hashes = digests(CLIENT, own.ATTR_TOOL_ARGUMENTS_HASH);
    expect(hashes).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/), hashes[0]]);
  });
}
