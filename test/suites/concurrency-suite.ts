import { describe, expect, test } from 'vitest';
import { startCollector } from '../support/collector.ts';
import { app, runNode } from '../support/run-node.ts';
import { StdioPeer, type Rpc } from '../support/stdio-peer.ts';

const CALLS = 12;

/** Calls that run at the same time, on the given Node. */
export function concurrencySuite(node: string): void {
  describe('twelve calls that arrive in one chunk each run in their own span, on', () => {
    test.each(['v1/server.mjs', 'v1/server.cjs', 'v2/server.mjs', 'v2/server.cjs'])('%s', async (server) => {
      await using collector = await startCollector();
      const answers: Rpc[] = [];
      await runNode(app(server), {
        node,
        env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
        meanwhile: async (child) => {
          const peer = new StdioPeer(child);
          await peer.handshake();
          child.stdin?.cork();
          const calls = Array.from({ length: CALLS }, (_, id) =>
            peer.request(id + 1, 'tools/call', { name: 'where', arguments: {} }),
          );
          child.stdin?.uncork();
          answers.push(...(await Promise.all(calls)));
          peer.end();
        },
      });
      const spanOf = new Map(
        collector.spans.map(({ attributes, spanId }) => [attributes['jsonrpc.request.id'], spanId]),
      );
      expect(answers).toHaveLength(CALLS);
      for (const { id, result } of answers)
        expect(result).toMatchObject({ content: [{ text: spanOf.get(String(id)) }] });
    });
  });
}
