import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { own, semconv } from '@mcp-otel/core';
import type { ReceivedSpan } from '@mcp-otel/pipeline';
import { describe, expect, test } from 'vitest';
import { startCollector } from '../support/collector.ts';
import { startModelServer } from '../support/model-server/model-server.ts';
import { modelCallLine, modelFaults, textOf } from '../support/model-spans.ts';
import { app, PRELOAD, runNode, type Ended } from '../support/run-node.ts';

/** An address where nobody listens. */
export async function closedUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => void server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

/** A line without the sizes of its pieces, which the network decides: what is said beside them, and their sum. */
function withoutPieces(line: string): string {
  const [, name, told] = /^(\s*"?(?:reader|iterator|tee|lock released)[^:]*): (\[.*\])/.exec(line) ?? [];
  if (name === undefined || told === undefined) return line;
  const sum = (told.match(/\d+/g) ?? []).reduce((all, size) => all + Number(size), 0);
  const words = told.match(/[A-Za-z]+/g) ?? [];
  // Of a reader that stops at once only the first piece is known.
  return [name, ...words, name.endsWith('stopped') ? 'some' : sum].join(' ');
}

interface Observed extends Ended {
  readonly spans: readonly ReceivedSpan[];
  readonly points: Awaited<ReturnType<typeof startCollector>>['points'];
}

/** Calls of models over the global `fetch`, on the given Node. */
export function modelsSuite(node: string): void {
  /** Runs a program of `apps/models` against a model server. */
  const run = async (
    program: string,
    args: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
    flags?: readonly string[],
  ): Promise<Observed> => {
    await using collector = await startCollector();
    await using server = await startModelServer();
    const settings = {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      MCP_OTEL_HASH_KEY: 'test',
      CLOSED_URL: await closedUrl(),
    };
    const options = { node, args: [server.url, ...args], env: { ...settings, ...env }, ...(flags && { flags }) };
    const ended = await runNode(app(`models/${program}`), options);
    // Ports differ from run to run.
    return {
      ...ended,
      stdout: ended.stdout.replaceAll(/127\.0\.0\.1:\d+/g, 'host'),
      spans: collector.spans,
      points: collector.points,
    };
  };

  test('an application sees of fetch what it would see without us, however it calls and reads', async () => {
    const [without, within] = await Promise.all([run('fetch.mjs', [], {}, []), run('fetch.mjs')]);
    expect(within.stdout.split('\n').map(withoutPieces)).toEqual(without.stdout.split('\n').map(withoutPieces));
    expect([within.code, within.stderr]).toEqual([without.code, without.stderr]);
    expect(within.spans.length).toBeGreaterThan(30);
    expect(within.spans.flatMap(modelFaults)).toEqual([]);
  });

  describe('what a span says of how its answer was read', () => {
    const whole = 'chat gpt-5, ok, complete, 120/64/40/16 usage, stop';
    const streamed = 'chat gpt-5, stream, ok, complete, 5/-/2/- estimated, stop';
    const cancelled = 'chat gpt-5, stream, cancelled, cancelled, -/-/-/- no usage';
    test.each<readonly [string, readonly string[]]>([
      ['json', [whole]],
      ['every accessor', [whole]],
      ['reader', [streamed]],
      ['byte reader', [cancelled]],
      ['iterator', [streamed]],
      ['iterator, stopped', [cancelled]],
      ['iterator, without cancelling', [streamed]],
      ['iterator, returned before it began', [cancelled]],
      ['pipe through', [streamed]],
      ['pipe to', [streamed]],
      ['tee', [streamed]],
      ['tee, one branch cancelled', [streamed]],
      ['lock released', [streamed]],
      ['cancel', [cancelled]],
      ['never read', ['chat gpt-5, stream, ok, unread, -/-/-/- no usage']],
      ['aborted', ['chat gpt-5, stream, cancelled, aborted, -/-/-/- no usage']],
      ['timed out', ['chat gpt-5, timeout, aborted, timeout, ERROR, -/-/-/- no usage']],
      ['dropped', ['chat gpt-5, stream, transport_error, dropped, UND_ERR_SOCKET, ERROR, -/-/-/- no usage']],
      ['ended early', ['chat gpt-5, stream, transport_error, dropped, incomplete_stream, ERROR, -/-/-/- no usage']],
      ['refused', ['chat gpt-5, transport_error, ECONNREFUSED, ERROR, -/-/-/- no usage']],
      ['limited', ['chat gpt-5, denied, complete, 429, ERROR, -/-/-/- no usage']],
      // Its process may end before or after its body is given up.
      [
        'limited, not read',
        [expect.stringMatching(/^chat gpt-5, denied, (?:cancelled|unread), 429, ERROR, /) as string],
      ],
      ['half json', ['chat gpt-5, protocol_error, complete, unreadable_answer, ERROR, -/-/-/- no usage']],
      ['bad events', [streamed]],
      ['wrong content type', [streamed]],
      ['gzip', [whole]],
      ['huge', ['chat gpt-5, ok, complete, 5/-/-/- estimated']],
      ['bytes as body', ['chat gpt-5, ok, unread, -/-/-/- no usage']],
      ['request object', [whole]],
      ['copy of a request object', [whole]],
      ['request object with a stream', []],
      ['timers and classes replaced', [streamed]],
      ['url object, headers as a list, method in small letters', [whole]],
      ['replaced by the application', [whole]],
      ['stream as body', []],
      ['blob as body', []],
      ['no model', []],
      ['get of such a path', []],
    ])('%s', async (scenario, lines) => {
      const { spans } = await run('fetch.mjs', [scenario]);
      expect(spans.map(modelCallLine)).toEqual(lines);
    });
    test('as a stream of Node, which from Node 26 on nobody can look into', async () => {
      const { spans } = await run('fetch.mjs', ['node stream']);
      const unread = 'chat gpt-5, stream, ok, unread, -/-/-/- no usage';
      expect([[streamed], [unread]]).toContainEqual(spans.map(modelCallLine));
    });
    test('thrown away unread, when its garbage is collected and not only when the process ends', async () => {
      const { spans } = await run('fetch.mjs', ['never read, and collected', 'json']);
      const [unread, next] = spans.toSorted((one, other) => (one.startUnixNano < other.startUnixNano ? -1 : 1));
      expect(unread?.attributes[own.ATTR_RESPONSE_END]).toBe('unread');
      expect(Number((next?.startUnixNano ?? 0n) - (unread?.endUnixNano ?? 0n))).toBeGreaterThan(0);
    });
    test('an answer that asks to wait says how long', async () => {
      const { spans } = await run('fetch.mjs', ['limited']);
      expect(spans[0]?.attributes[own.ATTR_RETRY_AFTER]).toBe(7);
    });
    test.each([
      ['too large', ['huge request', 'huge'], ['body_too_large', 2]],
      ['no text', ['stream as body', 'blob as body', 'request object with a stream'], ['body_unreadable', 3]],
    ])('bodies that cannot be read are counted: %s', async (_, names, omission) => {
      const { points } = await run('fetch.mjs', names);
      const omissions = points
        .filter(({ metric }) => metric === own.METRIC_OMISSIONS)
        .map(({ attributes, value }) => [attributes[own.ATTR_OMISSION], value]);
      expect(omissions).toContainEqual(omission);
    });
  });

  test('with MCP_OTEL_MODEL_CALLS=false there is nothing', async () => {
    const { spans, stdout } = await run('fetch.mjs', ['json', 'the function itself'], {
      MCP_OTEL_MODEL_CALLS: 'false',
    });
    expect([spans.length, stdout.includes('["fetch",')]).toEqual([0, true]);
  });

  describe('turns', () => {
    const tree = (spans: readonly ReceivedSpan[]): readonly string[] => {
      const roots = spans.filter(({ parentSpanId, name }) => !parentSpanId && name.startsWith('chat'));
      const below = (id: string): readonly string[] =>
        spans
          .filter(({ parentSpanId }) => parentSpanId === id)
          .map(({ name, spanId, kind }) => `${name}${kind === 2 ? ' (server)' : ''} [${below(spanId).join(', ')}]`);
      return roots.map(({ name, spanId }) => `${name} [${below(spanId).toSorted().join(', ')}]`).toSorted();
    };
    test('one trace per turn of a user: tool calls below the model call that asked, later model calls below the first', async () => {
      const { spans } = await run('turns.mjs');
      const first = 'chat gpt-5 [chat gpt-5 [], tools/call weather [tools/call weather (server) []]]';
      expect(tree(spans)).toEqual(['chat gpt-5 []', 'chat gpt-5 []', first, first]);
      const sources = spans.map(
        ({ name, kind, attributes }) => kind === 3 && `${name} ${textOf(attributes[own.ATTR_PARENT_SOURCE])}`,
      );
      expect(sources.filter((source) => source === 'tools/call weather inferred')).toHaveLength(2);
      expect(sources.filter((source) => source === 'chat gpt-5 inferred')).toHaveLength(2);
    });
    test('with MCP_OTEL_TURNS=off every call is a trace', async () => {
      const { spans } = await run('turns.mjs', [], { MCP_OTEL_TURNS: 'off' });
      expect(tree(spans)).toEqual(Array.from({ length: 6 }, () => 'chat gpt-5 []'));
    });
  });

  test('a call has session, price and digests of its prompt, and no content', async () => {
    const { spans, points } = await run('fetch.mjs', ['json'], { MCP_OTEL_HASH: 'sha256' });
    const [span] = spans;
    expect(span?.attributes).toMatchObject({
      [semconv.ATTR_GEN_AI_PROVIDER_NAME]: 'openai',
      [own.ATTR_SESSION_SOURCE]: 'process',
      [own.ATTR_COST_BASIS]: 'list',
      // 120 input tokens at 1.25, 64 of them cached at 0.125, and 40 output tokens at 10 USD per million.
      [own.ATTR_COST_USD]: 0.000478,
      [own.ATTR_TOKENS_TOTAL]: 160,
      [own.ATTR_PROMPT_HASH]: '8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4',
      [own.ATTR_PROMPT_HASH_KIND]: 'sha256',
    });
    const values = Object.values(span?.attributes ?? {}).map(String);
    expect(values.filter((value) => /hello|\bhi\b/i.test(value))).toEqual([]);
    const metrics = new Map(points.map((point) => [point.metric, point]));
    expect(metrics.get(semconv.METRIC_GEN_AI_CLIENT_USAGE_INPUT_TOKENS)?.value).toBe(120);
    expect(metrics.get(own.METRIC_COST)?.value).toBe(0.000478);
  });

  describe('prices of the user’s own', () => {
    const file = (name: string): string => app(`models/${name}`);
    test('win over the list', async () => {
      const { spans } = await run('fetch.mjs', ['json'], { MCP_OTEL_PRICES: file('prices.json') });
      expect(spans[0]?.attributes).toMatchObject({ [own.ATTR_COST_USD]: 0.00016, [own.ATTR_COST_BASIS]: 'override' });
    });
    test.each<readonly [string, RegExp]>([
      [
        'bad-prices.json',
        /^mcp-otel warn: MCP_OTEL_PRICES=".*bad-prices\.json" is not usable: prices\[1\]\.input is no number from 0 on, in USD per million tokens; using list prices only\n$/,
      ],
      [
        'no-prices.json',
        /^mcp-otel warn: MCP_OTEL_PRICES=".*no-prices\.json" is not usable: ENOENT.*; using list prices only\n$/,
      ],
    ])('in a file that cannot be used are said at start-up: %s', async (name, sentence) => {
      const { stderr, spans } = await run('fetch.mjs', ['the function itself'], { MCP_OTEL_PRICES: file(name) });
      expect(stderr).toMatch(sentence);
      expect(spans).toEqual([]);
    });
  });

  test('a fetch that cannot be replaced is left as it is', async () => {
    const flags = ['--require', app('models/fixed-fetch.cjs'), '--require', PRELOAD];
    const { spans, stdout, stderr } = await run('fetch.mjs', ['json'], {}, flags);
    expect([spans, stderr, stdout.startsWith('json: {')]).toEqual([[], '', true]);
  });

  describe('beside MCP', () => {
    test('a prompt of a server is the template of the call that uses it', async () => {
      const { spans } = await run('mcp.mjs');
      const [first] = spans.filter(({ name }) => name === 'chat gpt-5');
      expect(first?.attributes).toMatchObject({
        [own.ATTR_PROMPT_TEMPLATE_ID]: 'greeting',
        [semconv.ATTR_GEN_AI_PROMPT_NAME]: 'greeting',
      });
    });
    test('what a caller states in _meta stands on both ends, and what is wrong is dropped and counted', async () => {
      const { spans, points } = await run('mcp.mjs');
      const ends = spans.filter(({ name }) => name === 'tools/call echo');
      expect(ends).toHaveLength(2);
      for (const { attributes } of ends) {
        expect(attributes).toMatchObject({ [own.ATTR_RISK_TIER]: 'high', [own.ATTR_APPROVAL]: 'granted' });
        expect(attributes[own.ATTR_CONFIDENCE]).toBeUndefined();
      }
      const refused = points.filter(
        ({ metric, attributes }) =>
          metric === own.METRIC_OMISSIONS && attributes[own.ATTR_OMISSION] === 'governance_invalid',
      );
      expect(refused.at(-1)?.value).toBe(2);
    });
    test('baggage names template, conversation and shadow traffic, which is set apart in every sum', async () => {
      const { spans, points } = await run('mcp.mjs');
      const [, shadow] = spans.filter(({ name }) => name === 'chat gpt-5');
      expect(shadow?.attributes).toMatchObject({
        [own.ATTR_SHADOW]: true,
        [own.ATTR_PROMPT_TEMPLATE_ID]: 'hello@3',
        [own.ATTR_SESSION_ID]: 'conversation-1',
        [own.ATTR_SESSION_SOURCE]: 'conversation',
      });
      const input = points.filter(({ metric }) => metric === semconv.METRIC_GEN_AI_CLIENT_USAGE_INPUT_TOKENS);
      expect(input.map(({ attributes, value }) => [attributes[own.ATTR_SHADOW] ?? false, value])).toEqual([
        [false, 120],
        [true, 120],
      ]);
    });
  });

  describe('without the preload, in a set-up of the application’s own', () => {
    const flags = ['--import', app('models/own-set-up.mjs')];
    test('the same calls are seen', async () => {
      const { spans, stdout } = await run('fetch.mjs', ['json', 'the function itself'], {}, flags);
      expect(spans.map(modelCallLine)).toEqual(['chat gpt-5, ok, complete, 120/64/40/16 usage, stop']);
      expect(spans[0]?.attributes[own.ATTR_COST_BASIS]).toBe('list');
      expect(stdout).toContain('the function itself: ["fetch",');
    });
    test('or not, as it chooses', async () => {
      const { spans } = await run('fetch.mjs', ['json'], { APP_MODEL_CALLS: 'false' }, flags);
      expect(spans).toEqual([]);
    });
  });
}
