import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { ReceivedSpan } from '@mcp-otel/pipeline';
import { startCollector } from '../support/collector.ts';
import { installedCopies, otherNodes, withComponent } from '../support/components.ts';
import { startModelServer } from '../support/model-server/model-server.ts';
import { modelCallLine, textOf } from '../support/model-spans.ts';
import { runNode } from '../support/run-node.ts';

const folder = new URL('../compat/frameworks/', import.meta.url);
const file = (name: string): string => fileURLToPath(new URL(name, folder));
const modern = otherNodes().filter(({ version }) => ['22', '24', '26'].includes(version));
const nodes = [{ version: 'current', path: process.execPath }, ...modern];

const ours = '@mcp-otel/instrumentation';
/** Spans that carry usage which sums may count, each with its scope. */
const counted = (spans: readonly ReceivedSpan[]): readonly string[] =>
  spans
    .filter(
      ({ attributes }) =>
        attributes['mcp_otel.tokens.source'] !== undefined && attributes['mcp_otel.duplicate_of'] === undefined,
    )
    .map((span) => `${span.scope.name}: ${modelCallLine(span)}`);
const named = (spans: readonly ReceivedSpan[], name: string): readonly ReceivedSpan[] =>
  spans.filter((span) => span.name === name);

withComponent('frameworks (npm ci in test/compat/frameworks)', installedCopies().includes('frameworks'), () => {
  const run = async (
    node: string,
    program: string,
    first: string,
    rest: readonly string[],
    flags?: readonly string[],
  ) => {
    await using collector = await startCollector();
    await using server = await startModelServer();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, MCP_OTEL_HASH_KEY: 'test' };
    const ended = await runNode(file(program), {
      node,
      args: [first, server.url, ...rest],
      env,
      ...(flags && { flags }),
    });
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    return { ...ended, spans: collector.spans };
  };

  describe.each(modern)('the AI SDK 7 on Node $version', ({ path: node }) => {
    const all = ['text', 'steps', 'stream', 'break', 'abort', 'embedding', 'limited'];
    test('works as without us', async () => {
      const [without, within] = await Promise.all([
        run(node, 'ai.mjs', '7', ['off', ...all], []),
        run(node, 'ai.mjs', '7', ['off', ...all]),
      ]);
      expect(within.stdout).toBe(without.stdout);
    });
    test('tells of its calls, the wire adds to them, and each is counted once', async () => {
      const { spans } = await run(node, 'ai.mjs', '7', ['off', ...all]);
      const chat = `${ours}: chat gpt-5, ok, complete, 120/64/40/16 usage`;
      const stream = `${ours}: chat gpt-5, stream, ok, complete, 120/64/40/16 usage, stop`;
      expect(counted(spans).toSorted()).toEqual(
        [
          `${chat}, stop`,
          `${chat}, tool_calls`,
          `${chat}, stop`,
          stream,
          stream,
          `${ours}: embeddings text-embedding-3-small, ok, complete, 7/-/-/- usage`,
        ].toSorted(),
      );
      expect(
        spans
          .filter(({ name }) => name === 'chat gpt-5')
          .map(({ attributes }) => textOf(attributes['mcp_otel.outcome']) ?? '')
          .toSorted((a, b) => a.localeCompare(b)),
      ).toEqual(['cancelled', 'denied', 'ok', 'ok', 'ok', 'ok', 'ok']);
    });
    test('its steps are one turn: the tool of an MCP server below the call that asked, the next call below the first', async () => {
      const { spans } = await run(node, 'ai.mjs', '7', ['off', 'steps']);
      const [first, second] = named(spans, 'chat gpt-5');
      const tool = named(spans, 'tools/call weather').find(({ kind }) => kind === 3);
      expect([tool?.parentSpanId, second?.parentSpanId]).toEqual([first?.spanId, first?.spanId]);
      expect(second?.attributes['mcp_otel.parent.source']).toBe('library');
    });
    test('beside @ai-sdk/otel its spans are adopted, also where they are not active', async () => {
      const { spans } = await run(node, 'ai.mjs', '7', ['otel', 'text', 'steps', 'embedding', 'limited']);
      expect(spans.filter(({ name, scope }) => scope.name === ours && !/tools|initialize/.test(name))).toEqual([]);
      expect(counted(spans)).toEqual([
        'gen_ai: chat gpt-5, ok, complete, 120/64/40/16 usage, stop',
        'gen_ai: chat gpt-5, ok, complete, 120/64/40/16 usage, tool-calls',
        'gen_ai: chat gpt-5, ok, complete, 120/64/40/16 usage, stop',
        'gen_ai: embeddings text-embedding-3-small, ok, complete, 7/-/-/- usage',
      ]);
    });
    test('with its telemetry refused, the wire is all there is', async () => {
      const { spans } = await run(node, 'ai.mjs', '7', ['refused', 'text']);
      expect(counted(spans)).toEqual([`${ours}: chat gpt-5, ok, complete, 120/64/40/16 usage, stop`]);
    });
  });

  describe.each(nodes)('on Node $version', ({ path: node }) => {
    test.each(['5', '6'])('the AI SDK %s: spans of its own are adopted', async (major) => {
      const { spans } = await run(node, 'ai.mjs', major, ['on', 'text', 'steps', 'embedding']);
      expect(counted(spans)).toEqual([
        'ai: ai.generateText.doGenerate, ok, complete, 120/64/40/16 usage, stop',
        'ai: ai.generateText.doGenerate, ok, complete, 120/64/40/16 usage, tool-calls',
        'ai: ai.generateText.doGenerate, ok, complete, 120/64/40/16 usage, stop',
        'ai: ai.embed.doEmbed, ok, complete, 7/-/-/- usage',
      ]);
    });
    test.each(['5', '6'])('the AI SDK %s: what it forgets to end has a span of ours instead', async (major) => {
      const { spans } = await run(node, 'ai.mjs', major, ['on', 'break', 'abort']);
      const instead = named(spans, 'chat gpt-5');
      expect(instead.length).toBeGreaterThan(0);
      expect(instead.map(({ attributes }) => attributes['mcp_otel.outcome'])).toContain('cancelled');
      const twice = spans.filter(
        ({ name, attributes }) => name.endsWith('.doStream') && attributes['mcp_otel.outcome'] !== 'ok',
      );
      expect(twice.every(({ attributes }) => attributes['mcp_otel.duplicate_of'] !== undefined)).toBe(true);
    });
    test.each(['5', '6'])('the AI SDK %s without its telemetry: spans of ours', async (major) => {
      const { spans } = await run(node, 'ai.mjs', major, ['off', 'text', 'steps']);
      expect(counted(spans).every((line) => line.startsWith(`${ours}: chat gpt-5, ok`))).toBe(true);
      expect(counted(spans)).toHaveLength(3);
    });
    describe.each([
      ['traceloop', '@traceloop/instrumentation-langchain'],
      ['openinference', '@arizeai/openinference-instrumentation-langchain'],
    ])('LangChain with %s, whose spans are not active', (instrumentation, scope) => {
      test('one call at a time: its span is adopted', async () => {
        const { spans } = await run(node, 'langchain.cjs', instrumentation, ['invoke', 'stream']);
        expect(spans.map((span) => span.scope.name)).toEqual([scope, scope]);
        expect(counted(spans)).toHaveLength(2);
      });
      test('a second try inside the same span is adopted again', async () => {
        const { spans } = await run(node, 'langchain.cjs', instrumentation, ['retried']);
        expect(spans.map((span) => span.scope.name)).toEqual([scope]);
        expect(spans[0]?.attributes['mcp_otel.outcome']).toBe('ok');
      });
      test('several at a time: which is which cannot be known, so they have spans of ours, and its are doubles', async () => {
        const { spans } = await run(node, 'langchain.cjs', instrumentation, ['invoke', 'parallel']);
        expect(counted(spans)).toHaveLength(4);
        const theirs = spans.filter((span) => span.scope.name === scope);
        expect(theirs).toHaveLength(4);
        expect(theirs.filter(({ attributes }) => attributes['mcp_otel.duplicate_of'] !== undefined)).toHaveLength(3);
      });
    });
    test('LangChain without an instrumentation: spans of ours', async () => {
      const { spans } = await run(node, 'langchain.cjs', 'none', ['invoke', 'stream', 'parallel']);
      expect(counted(spans)).toHaveLength(5);
      expect(new Set(spans.map(({ scope }) => scope.name))).toEqual(new Set([ours]));
    });
    test.each(['responses', 'chat_completions'])(
      '@openai/agents over %s: one trace per run, although two run at a time',
      async (api) => {
        const { spans } = await run(node, 'agents.mjs', api, []);
        const calls = named(spans, 'chat gpt-5');
        const roots = calls.filter(({ parentSpanId }) => parentSpanId === '');
        expect([calls.length, roots.length]).toEqual([4, 2]);
        for (const root of roots) {
          const below = spans.filter(({ parentSpanId }) => parentSpanId === root.spanId);
          expect(
            below.map(({ name, attributes }) => `${name} ${textOf(attributes['mcp_otel.parent.source'])}`).toSorted(),
          ).toEqual(['chat gpt-5 library', 'tools/call weather library']);
        }
      },
    );
  });
});
