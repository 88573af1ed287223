import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReceivedSpan } from '@mcp-otel/pipeline';
import { describe, expect, test } from 'vitest';
import { startCollector } from '../support/collector.ts';
import { app, PRELOAD, runNode, type Ended } from '../support/run-node.ts';
import { StdioPeer } from '../support/stdio-peer.ts';

const CALLS = 20;
const file = app('ends/server.mjs');

interface Ending {
  readonly name: string;
  readonly end: (peer: StdioPeer, kill: (signal: NodeJS.Signals) => void) => void;
  readonly env?: Readonly<Record<string, string>>;
}

/** Twenty calls to a stdio server, then the given ending. */
async function serve(
  { end }: Ending,
  options: { readonly node: string; readonly env: Readonly<Record<string, string>>; readonly flags: readonly string[] },
): Promise<Ended> {
  return runNode(file, {
    ...options,
    meanwhile: async (child) => {
      const peer = new StdioPeer(child);
      await peer.handshake();
      for (let id = 1; id <= CALLS; id += 1) await peer.request(id, 'tools/call', { name: 'echo' });
      end(peer, (signal) => child.kill(signal));
    },
  });
}

const serverEndings: readonly Ending[] = [
  { name: 'the end of stdin', end: (peer) => peer.end() },
  { name: 'SIGTERM', end: (_peer, kill) => kill('SIGTERM'), env: { STAY: '1' } },
  { name: 'SIGINT', end: (_peer, kill) => kill('SIGINT'), env: { STAY: '1' } },
  {
    name: 'SIGTERM with a handler of its own',
    end: (_peer, kill) => kill('SIGTERM'),
    env: { STAY: '1', OWN_HANDLER: '1' },
  },
  { name: 'process.exit', end: (peer) => peer.send({ method: 'end/exit' }) },
  { name: 'an uncaught exception', end: (peer) => peer.send({ method: 'end/throw' }) },
  { name: 'an unhandled rejection', end: (peer) => peer.send({ method: 'end/rejection' }) },
];

/** Every way in which a process ends, on the given Node. */
export function endsSuite(node: string): void {
  describe('a server loses none of 20 spans, and ends as it would without us, by', () => {
    test.each(serverEndings)('$name', async (ending) => {
      await using collector = await startCollector();
      const { env = {} } = ending;
      const without = await serve(ending, { node, env, flags: [] });
      const telemetry = { ...env, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
      const ended = await serve(ending, { node, env: telemetry, flags: ['--require', PRELOAD] });
      expect(calls(collector.spans, 2)).toBe(CALLS);
      expect([ended.code, ended.signal]).toEqual([without.code, without.signal]);
      expect(ended.stdout).toBe(without.stdout);
    });
  });

  describe('a client loses none of 20 spans, and ends as it would without us, by', () => {
    test.each(['nothing', 'exit', 'throw', 'SIGTERM', 'SIGINT'])('%s', async (ending) => {
      await using collector = await startCollector();
      const without = await runNode(app('ends/client.mjs'), { node, args: [ending], flags: [] });
      const ended = await runNode(app('ends/client.mjs'), {
        node,
        args: [ending],
        env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
      });
      expect(calls(collector.spans, 3)).toBe(CALLS);
      expect([ended.code, ended.signal]).toEqual([without.code, without.signal]);
    });
  });

  describe('a call on its way when the process ends has a span that says so, on both sides, by', () => {
    test.each(['exit', 'SIGTERM'])('%s', async (ending) => {
      await using collector = await startCollector();
      const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
      await runNode(app('ends/hanging.mjs'), { node, args: [ending], env });
      const hung = collector.spans.filter(({ name }) => name.startsWith('tools/call'));
      expect(hung.map(({ attributes }) => attributes['error.type'])).toEqual([
        'connection_closed',
        'connection_closed',
      ]);
    });
  });

  describe('spans that go to the console are all there, by', () => {
    test.each(['nothing', 'exit', 'throw'])('%s', async (ending) => {
      const env = { OTEL_TRACES_EXPORTER: 'console', OTEL_METRICS_EXPORTER: 'none' };
      const { stderr } = await runNode(app('ends/client.mjs'), { node, args: [ending], env });
      const lines = stderr.split('\n').filter((line) => line.startsWith('{"traceId"'));
      expect(lines.filter((line) => line.includes('"name":"tools/call echo"'))).toHaveLength(2 * CALLS);
    });
  });

  describe('the application’s own listeners see and do what they would without us', () => {
    test.each(['alone or not', 'press again to quit', 'before exit', 'reload, then work'])('%s', async (way) => {
      await using collector = await startCollector();
      const without = await runNode(app('ends/polite.mjs'), { node, args: [way], flags: [] });
      const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
      const ended = await runNode(app('ends/polite.mjs'), { node, args: [way], env });
      expect([ended.code, ended.signal, ended.stdout]).toEqual([without.code, without.signal, without.stdout]);
      expect(calls(collector.spans, 3)).toBe(way === 'reload, then work' ? 2 * CALLS : CALLS);
    });
  });

  describe.each(['refuses', 'hangs', 'answers 503'])(
    'a collector that %s costs two lines at most, and never the ending:',
    (trouble) => {
      test.each(serverEndings)('$name', async (ending) => {
        await using collector = await troubled(trouble);
        const { env = {} } = ending;
        const without = await serve(ending, { node, env, flags: [] });
        const telemetry = { ...env, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
        const ended = await serve(ending, { node, env: telemetry, flags: ['--require', PRELOAD] });
        expect([ended.code, ended.signal, ended.stdout]).toEqual([without.code, without.signal, without.stdout]);
        const ours = ended.stderr.split('\n').filter((line) => line.startsWith('mcp-otel'));
        expect(ours.length).toBeGreaterThan(0);
        expect(ours.length).toBeLessThanOrEqual(2);
        expect(ours.join('\n')).toMatch(/cannot be sent|could not be sent|not acknowledged/);
      });
    },
  );
}

/** Calls of a side. One that arrives twice would count twice. */
function calls(spans: readonly ReceivedSpan[], kind: number): number {
  return spans.filter((span) => span.kind === kind && span.name === 'tools/call echo').length;
}

/** A collector in trouble on a free loopback port; one that refuses connections is a port where nobody listens. */
async function troubled(trouble: string): Promise<AsyncDisposable & { readonly url: string }> {
  if (trouble === 'refuses') return { url: 'http://127.0.0.1:1', [Symbol.asyncDispose]: () => Promise.resolve() };
  const server = createServer((request, response) => {
    if (trouble === 'answers 503') request.resume().on('end', () => response.writeHead(503).end());
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: close };
}
