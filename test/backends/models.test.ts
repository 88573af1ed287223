import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { ReceivedSpan } from '@mcp-otel/pipeline';
import { closedUrl } from '../suites/models-suite.ts';
import { startCollector } from '../support/collector.ts';
import { installedCopies, otherNodes, withComponent } from '../support/components.ts';
import { startBedrock } from '../support/model-server/bedrock.ts';
import { startModelServer } from '../support/model-server/model-server.ts';
import { modelCallLine, modelFaults } from '../support/model-spans.ts';
import { runNode, type Ended } from '../support/run-node.ts';

const folder = new URL('../compat/models/', import.meta.url);
const file = (name: string): string => fileURLToPath(new URL(name, folder));
const nodes = [
  { version: 'current', path: process.execPath },
  ...otherNodes().filter(({ version }) => ['22', '24', '26'].includes(version)),
];

const chat = 'chat gpt-5, ok, complete, 120/64/40/16 usage, stop';
const estimated = 'chat gpt-5, stream, ok, complete, 14/-/2/- estimated, stop';
const responses = 'chat gpt-5, ok, complete, 130/96/44/20 usage, stop';
const streamedResponses = 'chat gpt-5, stream, ok, complete, 130/96/44/20 usage, stop';

/** What every major of `openai` from 5 on makes of its scenarios, one request per line. */
const openai: Readonly<Record<string, readonly string[]>> = {
  chat: [chat],
  tools: ['chat gpt-5, ok, complete, 120/64/40/16 usage, tool_calls'],
  stream: [estimated],
  'stream with usage': ['chat gpt-5, stream, ok, complete, 120/64/40/16 usage, stop'],
  'stream of tools': ['chat gpt-5, stream, ok, complete, 44/-/7/- estimated, tool_calls'],
  'stream helper': [estimated],
  'with response': [chat],
  'as response': [chat],
  parse: [chat],
  'early break': ['chat gpt-5, stream, cancelled, cancelled, -/-/-/- no usage'],
  responses: [responses],
  'responses stream': [streamedResponses],
  'responses stream with response': [streamedResponses],
  embeddings: ['embeddings text-embedding-3-small, ok, complete, 7/-/-/- usage'],
  completions: ['text_completion gpt-3.5-turbo-instruct, ok, complete, 120/64/40/16 usage, stop'],
  limited: ['chat gpt-5, denied, complete, 429, ERROR, -/-/-/- no usage'],
  overflow: ['chat gpt-5, protocol_error, complete, context_length_exceeded, ERROR, -/-/-/- no usage'],
  filtered: ['chat gpt-5, protocol_error, complete, content_filter, ERROR, -/-/-/- no usage'],
  retried: ['chat gpt-5, transport_error, cancelled, 503, ERROR, -/-/-/- no usage', chat],
  refused: ['chat gpt-5, transport_error, ECONNREFUSED, ERROR, -/-/-/- no usage'],
  abort: ['chat gpt-5, stream, cancelled, aborted, -/-/-/- no usage'],
  timeout: ['chat gpt-5, cancelled, aborted, -/-/-/- no usage'],
  drop: ['chat gpt-5, stream, transport_error, dropped, UND_ERR_SOCKET, ERROR, -/-/-/- no usage'],
  'half json': ['chat gpt-5, protocol_error, complete, unreadable_answer, ERROR, -/-/-/- no usage'],
  'wrong type': [estimated],
  'models are listed': [],
};

const claude = (usage: string, rest = ''): string => `chat claude-sonnet-5, ${usage}${rest}`;
const bedrock = (name: string, how: string): string => `chat ${name}, ${how}`;

withComponent('clients of models (npm ci in test/compat/models)', installedCopies().includes('models'), () => {
  describe.each(nodes)('Node $version', ({ path: node }) => {
    type Observed = Ended & { readonly spans: readonly ReceivedSpan[] };
    const start = { 'bedrock.mjs': startBedrock } as Readonly<Record<string, typeof startBedrock>>;
    /** Runs a program, with the preload or with other flags. */
    const run = async (program: string, args: readonly string[], flags?: readonly string[]): Promise<Observed> => {
      await using collector = await startCollector();
      await using server = await (start[program] ?? startModelServer)();
      const [module = '', ...rest] = args;
      const env = {
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        MCP_OTEL_HASH_KEY: 'test',
        CLOSED_URL: await closedUrl(),
        NODE_NO_WARNINGS: '1', // The AWS client warns of Node 20.
      };
      const options = { node, args: [module, server.url, ...rest], env, ...(flags && { flags }) };
      const ended = await runNode(file(program), options);
      return { ...ended, stdout: ended.stdout.replaceAll(/127\.0\.0\.1:\d+/g, 'host'), spans: collector.spans };
    };
    const lines = (spans: readonly ReceivedSpan[]): readonly string[] => spans.map(modelCallLine);

    test.each([
      ['openai.mjs', 'openai-5'],
      ['openai.mjs', 'openai-6'],
      ['openai.mjs', 'openai-7'],
      ['anthropic.mjs', 'anthropic-0'],
      ['genai.mjs', 'genai-2'],
      ['genai.mjs', '@google/genai'],
      ['others.mjs', 'all'],
      ['bedrock.mjs', 'bedrock-3-699'],
      ['bedrock.mjs', 'bedrock-3-1164'],
    ])('%s of %s: the application sees what it would see without us', async (program, module) => {
      const [without, within] = await Promise.all([run(program, [module], []), run(program, [module])]);
      expect(within.stdout.split('\n')).toEqual(without.stdout.split('\n'));
      expect([within.code, within.stderr, without.code]).toEqual([0, '', 0]);
      expect(within.spans.flatMap(modelFaults)).toEqual([]);
    });

    test.each<readonly [string, Partial<typeof openai>]>([
      ['openai-5', {}],
      ['openai-6', {}],
      // It aborts where the others cancel.
      ['openai-7', { 'early break': ['chat gpt-5, stream, cancelled, aborted, -/-/-/- no usage'] }],
    ])('%s: one span per request, with what the server told', async (module, differences) => {
      const { spans } = await run('openai.mjs', [module]);
      expect(lines(spans)).toEqual(Object.values({ ...openai, ...differences }).flat());
    });
    test('openai 4 goes by node:http: that it is not seen is said, once', async () => {
      const { spans, stderr, stdout } = await run('unseen.cjs', ['openai-4']);
      expect([stdout, spans]).toEqual(['Hello there\nHello there\n', []]);
      expect(stderr.trim().split('\n')).toEqual([
        expect.stringContaining('a model was called by node:http, where mcp-otel cannot see it'),
      ]);
    });
    test('@anthropic-ai/sdk before its own telemetry: our spans', async () => {
      const { spans } = await run('anthropic.mjs', ['anthropic-0']);
      expect(lines(spans)).toEqual([
        claude('ok, complete, 100/50/25/- usage, end_turn'),
        claude('ok, complete, 100/50/25/- usage, tool_use'),
        claude('stream, ok, complete, 100/50/25/- usage, end_turn'),
        claude('stream, ok, complete, 100/50/25/- usage, end_turn'),
        claude('stream, ok, complete, 100/50/25/- usage, tool_use'),
        claude('ok, complete, 100/50/25/- usage, end_turn'),
        claude('ok, complete, 100/50/25/- usage, end_turn'),
        claude('stream, cancelled, cancelled, 100/50/1/- usage'),
        claude('stream, transport_error, dropped, UND_ERR_SOCKET, ERROR, 100/50/1/- usage'),
        claude('denied, complete, 429, ERROR, -/-/-/- no usage'),
        claude('transport_error, cancelled, 503, ERROR, -/-/-/- no usage'),
        claude('ok, complete, 100/50/25/- usage, end_turn'),
      ]);
    });
    test('@anthropic-ai/sdk with its own telemetry: its spans, with what we know added, and none of ours', async () => {
      const { spans } = await run('anthropic.mjs', ['@anthropic-ai/sdk']);
      expect(new Set(spans.map(({ scope }) => scope.name))).toEqual(new Set(['com.anthropic.sdk.typescript']));
      expect(spans).toHaveLength(11);
      const [create, , , , , , , , , , retried] = spans;
      expect(create?.attributes).toMatchObject({
        'gen_ai.usage.input_tokens': 100,
        'gen_ai.response.finish_reasons': ['end_turn'],
        'mcp_otel.cost.basis': 'list',
        'mcp_otel.outcome': 'ok',
        'mcp_otel.usage.cache_write_1h.input_tokens': 10,
      });
      expect(create?.attributes['mcp_otel.prompt.hash']).toHaveLength(64);
      expect(retried?.attributes).toMatchObject({ 'mcp_otel.outcome': 'ok', 'mcp_otel.retries': 1 });
    });
    test.each(['genai-2', '@google/genai'])('%s: thoughts are output, and cached input is input', async (module) => {
      const { spans } = await run('genai.mjs', [module]);
      const whole = 'generate_content gemini-3-pro, ok, complete, 50/20/21/9 usage, STOP';
      expect(lines(spans)).toEqual([
        whole,
        whole,
        'generate_content gemini-3-pro, stream, ok, complete, 50/20/21/9 usage, STOP',
        expect.stringMatching(/^generate_content gemini-3-pro, (?:denied, complete, 429|stream, cancelled, cancelled)/),
        expect.stringMatching(/^generate_content gemini-3-pro, (?:denied, complete, 429|stream, cancelled, cancelled)/),
      ]);
    });
    test('ollama in lines of JSON, mistral by Request objects', async () => {
      const { spans } = await run('others.mjs', ['all']);
      expect(lines(spans)).toEqual([
        'chat llama, ok, complete, 26/-/5/- usage, stop',
        'chat llama, stream, ok, complete, 26/-/5/- usage, stop',
        'chat mistral-small, ok, complete, 120/64/40/16 usage, stop',
        'chat mistral-small, stream, ok, complete, 5/-/2/- estimated, stop',
      ]);
    });
    test.each(['bedrock-3-699', 'bedrock-3-1164'])(
      '%s: one span per command, whatever its attempts',
      async (module) => {
        const { spans } = await run('bedrock.mjs', [module]);
        const whole = 'ok, complete, 111/80/7/- usage, end_turn';
        expect(lines(spans)).toEqual([
          bedrock('claude', whole),
          bedrock('tools', 'ok, complete, 111/80/7/- usage, tool_use'),
          bedrock('claude', whole),
          bedrock('claude', whole),
          bedrock('flaky', whole),
          bedrock('denied', 'denied, 403, ERROR, -/-/-/- no usage'),
          bedrock('claude', `stream, ${whole}`),
          bedrock('breaks', 'stream, protocol_error, dropped, ModelStreamErrorException, ERROR, -/-/-/- no usage'),
          bedrock('claude', 'stream, cancelled, cancelled, -/-/-/- no usage'),
          bedrock('claude', whole),
          bedrock('titan', 'ok, complete, 11/-/7/- usage, FINISH'),
          bedrock('claude', `stream, ${whole}`),
        ]);
        expect(spans[0]?.attributes).toMatchObject({
          'gen_ai.provider.name': 'aws.bedrock',
          'aws.bedrock.guardrail.id': 'g',
          'gen_ai.request.max_tokens': 5,
          'server.address': '127.0.0.1',
          'gen_ai.response.id': 'req-1',
          'mcp_otel.usage.cache_write_1h.input_tokens': 15,
        });
        expect(spans[4]?.attributes['mcp_otel.retries']).toBe(1);
      },
    );
  });
});
