import type { Decoded, WireRecord } from './decoded.ts';

/** One span as it was received, with the resource and scope that it came under. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for a root. */
  readonly parentSpanId: string;
  readonly name: string;
  /** 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly startUnixNano: bigint;
  readonly endUnixNano: bigint;
  readonly attributes: WireRecord;
  readonly events: readonly { readonly name: string; readonly timeUnixNano: bigint; readonly attributes: WireRecord }[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string; readonly attributes: WireRecord }[];
  /** 0 unset, 1 ok, 2 error. */
  readonly status: { readonly code: number; readonly message: string };
  readonly resource: WireRecord;
  readonly scope: { readonly name: string; readonly version: string };
}

/** Spans of one request, and how many of it were none. */
export interface ReceivedSpans {
  readonly spans: readonly ReceivedSpan[];
  readonly rejected: number;
}

/** Takes the spans out of a decoded request; those without valid ids or times are counted, not taken. */
export function receivedSpans(request: Decoded): ReceivedSpans {
  const spans: ReceivedSpan[] = [];
  let rejected = 0;
  for (const perResource of children(request, 'resourceSpans')) {
    const resource = attributesOf(message(perResource, 'resource'));
    for (const perScope of children(perResource, 'scopeSpans')) {
      const scope = message(perScope, 'scope');
      const origin = { resource, scope: { name: text(scope, 'name'), version: text(scope, 'version') } };
      for (const item of children(perScope, 'spans')) {
        const span = { ...spanOf(item), ...origin };
        if (isValid(span)) spans.push(span);
        else rejected += 1;
      }
    }
  }
  return { spans, rejected };
}

function spanOf(span: Decoded): Omit<ReceivedSpan, 'resource' | 'scope'> {
  const status = message(span, 'status');
  return {
    traceId: text(span, 'traceId'),
    spanId: text(span, 'spanId'),
    parentSpanId: text(span, 'parentSpanId'),
    name: text(span, 'name'),
    kind: number(span, 'kind'),
    startUnixNano: time(span, 'startTimeUnixNano'),
    endUnixNano: time(span, 'endTimeUnixNano'),
    attributes: attributesOf(span),
    events: children(span, 'events').map((event) => ({
      name: text(event, 'name'),
      timeUnixNano: time(event, 'timeUnixNano'),
      attributes: attributesOf(event),
    })),
    links: children(span, 'links').map((link) => ({
      traceId: text(link, 'traceId'),
      spanId: text(link, 'spanId'),
      attributes: attributesOf(link),
    })),
    status: { code: number(status, 'code'), message: text(status, 'message') },
  };
}

/** Ids as W3C trace context has them: right length, not all zero; and an end that is not before the start. */
function isValid({ traceId, spanId, parentSpanId, startUnixNano, endUnixNano }: ReceivedSpan): boolean {
  return (
    traceId.length === 32 &&
    spanId.length === 16 &&
    (parentSpanId.length === 0 || parentSpanId.length === 16) &&
    !/^0*$/.test(traceId) &&
    !/^0*$/.test(spanId) &&
    startUnixNano <= endUnixNano
  );
}

// The decoders build messages by the schema, so a present field is of its kind.
function children(parent: Decoded, name: string): readonly Decoded[] {
  return (parent[name] ?? []) as readonly Decoded[];
}

function message(parent: Decoded, name: string): Decoded {
  return (parent[name] ?? {}) as Decoded;
}

function attributesOf(parent: Decoded): WireRecord {
  return (parent['attributes'] ?? {}) as WireRecord;
}

function text(parent: Decoded, name: string): string {
  return (parent[name] ?? '') as string;
}

function number(parent: Decoded, name: string): number {
  return (parent[name] ?? 0) as number;
}

function time(parent: Decoded, name: string): bigint {
  return (parent[name] ?? 0n) as bigint;
}
