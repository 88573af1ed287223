import { expect } from 'vitest';
import { startCollector } from './collector.ts';
import { PRELOAD, runNode, type Ended } from './run-node.ts';
import { StdioPeer, type Rpc } from './stdio-peer.ts';

/** One request of a session. */
export type Step = readonly [method: string, params: object];

/** A published server, as its users start it. */
export interface PublishedServer {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly node?: string;
}

/** What a session was seen to be. */
export interface Session {
  readonly ended: Ended;
  readonly lines: readonly string[];
}

/** A call of a tool. */
export function callOf(name: string, args: object = {}): Step {
  return ['tools/call', { name, arguments: args }];
}

export interface SessionOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly flags: readonly string[];
  /** At the end a cancellation of nothing, a notification that nobody knows and a line that is no JSON. */
  readonly rude?: boolean;
}

/** A recorded session: the given requests in their order, each answered before the next. */
export async function session(
  { file, args, node }: PublishedServer,
  requests: readonly Step[],
  { rude = false, ...options }: SessionOptions,
): Promise<Session> {
  const lines: string[] = [];
  const ended = await runNode(file, {
    args,
    ...options,
    ...(node !== undefined && { node }),
    meanwhile: async (child) => {
      const peer = new StdioPeer(child, answerOf);
      await peer.handshake({ sampling: {} });
      for (const [index, [method, params]] of requests.entries()) await peer.request(index + 1, method, params);
      if (rude) {
        peer.send({ method: 'notifications/cancelled', params: { requestId: 1_000, reason: 'no reason' } });
        peer.send({ method: 'notifications/nobody/knows' });
        child.stdin?.write('{"jsonrpc":"2.0",\n');
        await peer.request(requests.length + 1, 'ping');
      }
      peer.end();
      child.once('close', () => lines.push(...peer.lines));
    },
  });
  return { ended, lines };
}

/** Expects that a server's session is the same with and without the preload, and that each request has one span. */
export async function expectSameSession(server: PublishedServer, requests: readonly Step[]): Promise<void> {
  await using collector = await startCollector();
  const env = server.env ?? {};
  const telemetry = { ...env, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  const without = await session(server, requests, { env, flags: [], rude: true });
  const with_ = await session(server, requests, { env: telemetry, flags: ['--require', PRELOAD], rude: true });
  expect(with_.lines.map(withoutTraceContext)).toEqual(without.lines);
  expect([with_.ended.code, with_.ended.signal]).toEqual([without.ended.code, without.ended.signal]);
  expect(withoutStacks(with_.ended.stderr)).toBe(withoutStacks(without.ended.stderr));
  const answered = collector.spans.filter(
    ({ kind, attributes }) => kind === 2 && attributes['jsonrpc.request.id'] !== undefined,
  );
  expect(answered).toHaveLength(requests.length + 2);
}

function answerOf({ method }: Rpc): object | undefined {
  if (method !== 'sampling/createMessage') return undefined;
  return { model: 'm', role: 'assistant', content: { type: 'text', text: 'hello' } };
}

/** Trace context in what the server itself asks or tells is the one thing that may differ. */
function withoutTraceContext(line: string): string {
  const message = JSON.parse(line) as { params?: { _meta?: Record<string, unknown> } };
  const meta = message.params?._meta;
  if (meta === undefined) return line;
  delete meta['traceparent'];
  if (Object.keys(meta).length === 0) delete message.params?._meta;
  if (Object.keys(message.params ?? {}).length === 0) delete message.params;
  return JSON.stringify(message);
}

/** A stack that a server prints shows that we are there, and where in Node and on the disk it ran. */
function withoutStacks(stderr: string): string {
  return stderr
    .replaceAll(/^ +at .*\n/gm, '')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then')
    .replaceAll(/\(node:\d+\)/g, '(node)');
}
