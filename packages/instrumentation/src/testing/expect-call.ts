import { AssertionError } from 'node:assert';
import type { Outcome, Side } from '@mcp-otel/core';
import type { RecordedMcpSpan } from './recorded-span.ts';

/** A call that must have been recorded once. What is left out may be anything. */
export interface ExpectedCall {
  readonly side: Side;
  /** JSON-RPC method, such as `tools/call`. */
  readonly method: string;
  readonly tool?: string;
  readonly outcome?: Outcome;
}

/** @throws AssertionError that lists the spans there are */
export function expectCall(spans: readonly RecordedMcpSpan[], expected: ExpectedCall): RecordedMcpSpan {
  const found = spans.filter((span) => matches(span, expected));
  const [span] = found;
  if (span !== undefined && found.length === 1) return span;
  const list = spans.map((other) => `\n  ${line(other)}`).join('');
  throw new AssertionError({
    message: `expected one span "${line(expected)}", found ${found.length} among:${list === '' ? ' none' : list}`,
    actual: spans.map(line),
    expected: [line(expected)],
    operator: 'expectCall',
  });
}

function matches(span: RecordedMcpSpan, { side, method, tool, outcome }: ExpectedCall): boolean {
  return (
    span.side === side &&
    span.method === method &&
    (tool === undefined || span.tool === tool) &&
    (outcome === undefined || span.outcome === outcome)
  );
}

function line({
  side,
  method,
  tool,
  outcome,
}: Partial<Omit<RecordedMcpSpan, 'outcome'>> & { outcome?: string | undefined }): string {
  return [side, method, tool, outcome].filter((word) => word !== undefined).join(' ');
}
