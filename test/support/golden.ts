import { own } from '@mcp-otel/core';
import type { ReceivedSpan } from '@mcp-otel/pipeline';
import { expect, vi } from 'vitest';
import { startCollector } from './collector.ts';
import { startHttpServer } from './http-server.ts';
import { app, runNode } from './run-node.ts';

/** One cell of the compatibility matrix. */
export interface Cell {
  readonly sdk: 'v1' | 'v2';
  /** Era that the client asks for; v1 knows only the first. */
  readonly mode: 'legacy' | 'auto';
  readonly over: 'stdio' | 'http';
  readonly modules: 'mjs' | 'cjs';
  readonly node?: string;
}

/**
 * Runs the client program of a cell against its server program, both with the preload, and gives back their spans.
 *
 * @param spans how many are expected
 */
export async function runCell(cell: Cell, spans: number): Promise<readonly ReceivedSpan[]> {
  const { sdk, mode, over, modules, node } = cell;
  await using collector = await startCollector();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, MCP_OTEL_PROPAGATE_TO_CHILDREN: 'true' };
  const server = app(`${sdk}/server.${modules}`);
  const client = app(`${sdk}/client.${modules}`);
  const options = { env: { ...env, OTEL_SERVICE_NAME: 'caller' }, ...(node !== undefined && { node }) };
  if (over === 'stdio') {
    expectPeace(await runNode(client, { ...options, args: [server, mode] }));
  } else {
    await using http = await startHttpServer(server, env, node);
    expectPeace(await runNode(client, { ...options, args: [http.url, mode] }));
    // A server learns that its client is gone from the sockets, after the client has ended.
    await vi
      .waitFor(() => expect(collector.spans.length).toBeGreaterThanOrEqual(spans), { timeout: 5_000 })
      .catch(() => undefined);
    await http.stop();
  }
  return collector.spans;
}

/** One line per span: kind, name and outcome, sorted; the shape that golden files hold. */
export function shapes(spans: readonly ReceivedSpan[]): readonly string[] {
  return spans
    .map(({ kind, name, attributes }) => {
      const ending = [attributes[own.ATTR_OUTCOME], attributes['error.type']].filter(
        (word) => typeof word === 'string',
      );
      return [kind === 3 ? 'client' : 'server', name, ...ending].join(' ');
    })
    .toSorted();
}

function expectPeace({ code, stderr }: { readonly code: number | null; readonly stderr: string }): void {
  if (code !== 0 || stderr !== '') throw new Error(`the client ended with code ${String(code)}: ${stderr}`);
}
