import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCollector } from './support/collector.ts';
import { callOf as call, compareSessions, session } from './support/published-session.ts';
import { app, PRELOAD } from './support/run-node.ts';

const { resolve } = createRequire(import.meta.url);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcp-otel-wire-'));
  await writeFile(join(folder, 'a.txt'), 'hello');
});

afterAll(() => rm(folder, { recursive: true }));

const published = [
  {
    name: '@modelcontextprotocol/server-everything',
    args: (): string[] => ['stdio'],
    requests: (): (readonly [string, object])[] => [
      ['tools/list', {}],
      call('echo', { message: 'grüße' }),
      call('get-sum', { a: 1, b: 2 }),
      call('get-sum', { a: 'x' }),
      call('absent'),
      call('get-structured-content', { location: 'New York' }),
      call('trigger-sampling-request', { prompt: 'hi', maxTokens: 5 }),
      ['prompts/list', {}],
      ['resources/templates/list', {}],
      ['resources/read', { uri: 'nothing://here' }],
      ['no/such', {}],
    ],
  },
  {
    name: '@modelcontextprotocol/server-filesystem',
    args: (): string[] => [folder],
    requests: (): (readonly [string, object])[] => [
      ['tools/list', {}],
      call('list_directory', { path: folder }),
      call('read_text_file', { path: join(folder, 'a.txt') }),
      call('read_text_file', { path: join(folder, 'absent.txt') }),
      call('read_text_file', { path: '/etc/passwd' }),
    ],
  },
  {
    name: '@modelcontextprotocol/server-memory',
    args: (): string[] => [],
    requests: (): (readonly [string, object])[] => [
      ['tools/list', {}],
      call('create_entities', { entities: [{ name: 'a', entityType: 't', observations: ['o'] }] }),
      call('read_graph'),
      call('delete_entities', { entityNames: ['a'] }),
    ],
  },
];

describe('a published server answers the same bytes with and without the preload', () => {
  test.each(published)('$name', async ({ name, args, requests }) => {
    const env = { MEMORY_FILE_PATH: join(folder, 'memory.jsonl') };
    const server = { file: resolve(`${name}/dist/index.js`), args: args(), env };
    const { bare, hooked, spans } = await compareSessions(server, requests());
    expect(hooked).toEqual(bare);
    expect(spans).toBe(requests().length + 2); // The handshake, and the ping at the end.
  });
  test('nothing at all differs when OTEL_PROPAGATORS=none', async () => {
    await using collector = await startCollector();
    const server = { file: resolve('@modelcontextprotocol/server-everything/dist/index.js'), args: ['stdio'] };
    const requests = [call('trigger-sampling-request', { prompt: 'hi', maxTokens: 5 })];
    const without = await session(server, requests, { env: {}, flags: [] });
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_PROPAGATORS: 'none' };
    const with_ = await session(server, requests, { env, flags: ['--require', PRELOAD] });
    expect(with_.lines).toEqual(without.lines);
    expect(collector.spans.length).toBeGreaterThan(0);
  });
});

describe('stdout of a stdio server holds JSON-RPC and nothing else', () => {
  const unreachable = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' };
  test.each<Record<string, string>>([
    {},
    unreachable,
    ...['none', 'error', 'warn', 'info', 'debug', 'verbose', 'all'].map((level) => ({
      ...unreachable,
      OTEL_LOG_LEVEL: level,
    })),
    { ...unreachable, MCP_OTEL_LOG: 'debug' },
    { OTEL_TRACES_EXPORTER: 'console', OTEL_METRICS_EXPORTER: 'console', OTEL_LOGS_EXPORTER: 'console' },
    { OTEL_TRACES_EXPORTER: 'otlp,console', ...unreachable },
    { OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none', OTEL_LOGS_EXPORTER: 'none' },
    { OTEL_TRACES_EXPORTER: 'zipkin', OTEL_METRICS_EXPORTER: 'prometheus', OTEL_PROPAGATORS: 'b3' },
    { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', ...unreachable },
    { OTEL_SDK_DISABLED: 'true', OTEL_LOG_LEVEL: 'debug' },
  ])('with %o', async (env) => {
    const { ended } = await session({ file: app('ends/server.mjs'), args: [] }, [call('echo')], {
      env,
      flags: ['--require', PRELOAD],
    });
    const foreign = ended.stdout
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('{"result":') && !line.startsWith('{"jsonrpc"'));
    expect(foreign).toEqual([]);
    expect(ended.code).toBe(0);
  });
});

/** The trace context that we add to messages which the server itself sends. */
