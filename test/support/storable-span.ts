import type { StorableSpan } from '@mcp-otel/postgres';

/** Ten o'clock of yesterday, in seconds since 1970: a time for which there may be a partition, whenever the test runs. */
export const START_SECONDS = (Math.floor(Date.now() / 86_400_000) - 1) * 86_400 + 36_000;

let made = 0;

/** A tool call of a client of yesterday, under ids of its own; `more` replaces what a test is about. */
export function storableSpan(more: Partial<StorableSpan> = {}): StorableSpan {
  made += 1;
  return {
    traceId: made.toString(16).padStart(32, '0'),
    spanId: made.toString(16).padStart(16, '0'),
    parentSpanId: '',
    name: 'tools/call echo',
    kind: 3,
    start: [START_SECONDS, 123_456_789],
    durationNs: 5_000_001,
    status: { code: 0, message: '' },
    attributes: {
      'mcp.method.name': 'tools/call',
      'gen_ai.tool.name': 'echo',
      'mcp_otel.outcome': 'ok',
      'mcp_otel.session.id': 's',
    },
    events: [],
    links: [],
    resource: { 'service.name': 'agent' },
    scope: 'test',
    ...more,
  };
}
