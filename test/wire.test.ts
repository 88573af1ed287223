import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCollector } from './support/collector.ts';
import { app, PRELOAD, runNode, type Ended } from './support/run-node.ts';
import { StdioPeer, type Rpc } from './support/stdio-peer.ts';

const { resolve } = createRequire(import.meta.url);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcp-otel-wire-'));
  await writeFile(join(folder, 'a.txt'), 'hello');
});

afterAll(() => rm(folder, { recursive: true }));

interface Session {
  readonly ended: Ended;
  readonly lines: readonly string[];
}

/** A recorded session: the same requests in the same order, the answers as they came. */
async function session(
  server: { readonly file: string; readonly args: readonly string[] },
  requests: readonly (readonly [method: string, params: object])[],
  options: { readonly env: Record<string, string>; readonly flags: readonly string[] },
): Promise<Session> {
  const lines: string[] = [];
  const ended = await runNode(server.file, {
    args: server.args,
    ...options,
    meanwhile: async (child) => {
      const peer = new StdioPeer(child, sampled);
      await peer.handshake({ sampling: {} });
      for (const [index, [method, params]] of requests.entries()) await peer.request(index + 1, method, params);
      peer.end();
      child.once('close', () => lines.push(...peer.lines));
    },
  });
  return { ended, lines };
}

function sampled({ method }: Rpc): object | undefined {
  if (method !== 'sampling/createMessage') return undefined;
  return { model: 'm', role: 'assistant', content: { type: 'text', text: 'hello' } };
}

const call = (name: string, args: object = {}): readonly [string, object] => ['tools/call', { name, arguments: args }];

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
    await using collector = await startCollector();
    const server = { file: resolve(`${name}/dist/index.js`), args: args() };
    const env = { MEMORY_FILE_PATH: join(folder, 'memory.jsonl') };
    const telemetry = { ...env, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
    const without = await session(server, requests(), { env, flags: [] });
    const with_ = await session(server, requests(), { env: telemetry, flags: ['--require', PRELOAD] });
    expect(with_.lines.map(withoutTraceContext)).toEqual(without.lines);
    expect([with_.ended.code, with_.ended.signal, with_.ended.stderr]).toEqual([
      without.ended.code,
      without.ended.signal,
      without.ended.stderr,
    ]);
    const answered = collector.spans.filter(
      ({ kind, attributes }) => kind === 2 && attributes['jsonrpc.request.id'] !== undefined,
    );
    expect(answered).toHaveLength(requests().length + 1);
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
function withoutTraceContext(line: string): string {
  const message = JSON.parse(line) as { params?: { _meta?: Record<string, unknown> } };
  const meta = message.params?._meta;
  if (meta === undefined) return line;
  delete meta['traceparent'];
  if (Object.keys(meta).length === 0) delete message.params?._meta;
  if (Object.keys(message.params ?? {}).length === 0) delete message.params;
  return JSON.stringify(message);
}
