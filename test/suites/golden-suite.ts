import { own } from '@mcp-otel/core';
import type { ReceivedSpan } from '@mcp-otel/pipeline';
import { describe, expect, test } from 'vitest';
import { conventionFaults } from '../support/convention.ts';
import { expectedShapes } from '../support/golden-shapes.ts';
import { runCell, shapes, type Cell } from '../support/golden.ts';

const cells: readonly Cell[] = (['stdio', 'http'] as const).flatMap((over) =>
  (['mjs', 'cjs'] as const).flatMap((modules) => [
    { sdk: 'v1' as const, mode: 'legacy' as const, over, modules },
    { sdk: 'v2' as const, mode: 'legacy' as const, over, modules },
    { sdk: 'v2' as const, mode: 'auto' as const, over, modules },
  ]),
);

/** Golden spans: both SDKs, both transports, both module systems, on the given Node. */
export function goldenSuite(node: string): void {
  describe.each(cells)('SDK $sdk ($mode) over $over, $modules', (cell) => {
    test('every method and outcome gives its two spans, by the convention, in one trace', async () => {
      const spans = await runCell({ ...cell, node }, expectedShapes(cell).length);
      expect(shapes(spans)).toEqual(expectedShapes(cell));
      expect(spans.flatMap((span) => conventionFaults(span).map((fault) => `${span.name}: ${fault}`))).toEqual([]);
      expect(orphans(spans)).toEqual(cell.mode === 'auto' && cell.over === 'stdio' ? ['server/discover'] : []);
      expect(versions(spans)).toEqual([cell.mode === 'auto' ? '2026-07-28' : '2025-11-25']);
      if (cell.sdk === 'v1') expect(traceOfSampling(spans)).toEqual(['client', 'server', 'client', 'server']);
    });
  });

  test('a session is named by the rung that applies, on both sides', async () => {
    const cell = { sdk: 'v1', mode: 'legacy', over: 'http', modules: 'mjs', node } as const;
    const spans = await runCell(cell, expectedShapes(cell).length);
    expect(sessionSources(spans, 3)).toEqual(['process']);
    expect(sessionSources(spans, 2)).toEqual(['header']);
  });
}

/** Server spans without their client span. */
function orphans(spans: readonly ReceivedSpan[]): readonly string[] {
  const clients = new Map(spans.filter(({ kind }) => kind === 3).map((span) => [span.spanId, span]));
  return spans
    .filter(({ kind, traceId, parentSpanId }) => kind === 2 && clients.get(parentSpanId)?.traceId !== traceId)
    .map(({ name }) => name);
}

/** The way from the tool call through the server and back into the client, by the parents of the spans. */
function traceOfSampling(spans: readonly ReceivedSpan[]): readonly string[] {
  const path: string[] = [];
  let span = spans.find(({ name, kind }) => name === 'sampling/createMessage' && kind === 2);
  while (span !== undefined) {
    path.unshift(span.kind === 3 ? 'client' : 'server');
    const { parentSpanId } = span;
    span = spans.find(({ spanId }) => spanId === parentSpanId);
  }
  return path;
}

/** Protocol versions of the requests; the handshake itself learns its own from the answer. */
function versions(spans: readonly ReceivedSpan[]): readonly unknown[] {
  const requests = spans.filter(({ attributes }) => attributes['jsonrpc.request.id'] !== undefined);
  return [...new Set(requests.map(({ attributes }) => attributes['mcp.protocol.version']))];
}

function sessionSources(spans: readonly ReceivedSpan[], kind: number): readonly unknown[] {
  const tools = spans.filter((span) => span.kind === kind && span.name.startsWith('tools/'));
  return [...new Set(tools.map(({ attributes }) => attributes[own.ATTR_SESSION_SOURCE]))];
}
