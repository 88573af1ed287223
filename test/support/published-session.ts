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

/** A session with the preload beside one without, each as far as they must be the same. */
export interface Comparison {
  readonly bare: object;
  readonly hooked: object;
  /** Received requests that got a server span. */
  readonly spans: number;
}

/** Runs a session to its rude end without the preload and with it. */
export async function compareSessions(server: PublishedServer, requests: readonly Step[]): Promise<Comparison> {
  await using collector = await startCollector();
  const env = server.env ?? {};
  const telemetry = { ...env, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  const bare = await session(server, requests, { env, flags: [], rude: true });
  const hooked = await session(server, requests, { env: telemetry, flags: ['--require', PRELOAD], rude: true });
  const answered = collector.spans.filter(
    ({ kind, attributes }) => kind === 2 && attributes['jsonrpc.request.id'] !== undefined,
  );
  return { bare: comparable(bare), hooked: comparable(hooked), spans: answered.length };
}

function comparable({ lines, ended: { code, signal, stderr } }: Session): object {
  return { lines: lines.map(withoutTraceContext), code, signal, stderr: withoutStacks(stderr) };
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
