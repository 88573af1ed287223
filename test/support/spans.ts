import type { ReceivedSpan } from '@mcp-otel/pipeline';

/** The first span of a name and a kind: 1 internal, 2 server, 3 client. */
export function named(spans: readonly ReceivedSpan[], name: string, kind: number): ReceivedSpan | undefined {
  return spans.find((span) => span.name === name && span.kind === kind);
}

/** Kinds of the spans of the tool that the programs of `apps/setup` call: `[2, 3]` after one call. */
export function toolSpans(spans: readonly ReceivedSpan[]): readonly number[] {
  return spans
    .filter(({ name }) => name === 'tools/call echo')
    .map(({ kind }) => kind)
    .toSorted((a, b) => a - b);
}
