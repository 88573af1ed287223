import type { ReceivedSpan, WireRecord } from '@mcp-otel/pipeline';

/** An instant: seconds since 1970, and nanoseconds, 0 to 999,999,999. */
export type Instant = readonly [seconds: number, nanoseconds: number];

/** A span as it is stored, from whichever side it comes. */
export interface StorableSpan {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  /** 16 hexadecimal digits; empty for a root. */
  readonly parentSpanId: string;
  readonly name: string;
  /** 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly start: Instant;
  readonly durationNs: number;
  /** 0 unset, 1 ok, 2 error. */
  readonly status: { readonly code: number; readonly message: string };
  readonly attributes: WireRecord;
  readonly events: readonly { readonly name: string; readonly time: Instant; readonly attributes: WireRecord }[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string; readonly attributes: WireRecord }[];
  readonly resource: WireRecord;
  readonly scope: string;
}

/** A span that came over the wire. */
export function storableSpan(span: ReceivedSpan): StorableSpan {
  const { startUnixNano, endUnixNano, events, scope } = span;
  return {
    ...span,
    start: instant(startUnixNano),
    durationNs: Number(endUnixNano - startUnixNano),
    events: events.map(({ name, timeUnixNano, attributes }) => ({ name, time: instant(timeUnixNano), attributes })),
    scope: scope.name,
  };
}

function instant(unixNano: bigint): Instant {
  return [Number(unixNano / BILLION), Number(unixNano % BILLION)];
}

const BILLION = 1_000_000_000n;
