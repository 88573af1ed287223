import { hostname } from 'node:os';
import { CopyEncoder, type EncodedRows } from '../copy/copy-encoder.ts';
import { canonicalJson } from '../rows/canonical-json.ts';
import { placeOf, resourceId, spanRow } from '../rows/span-row.ts';
import type { Instant, StorableSpan } from '../rows/storable-span.ts';
import { SessionHours } from './session-hours.ts';
import { settlementOf } from './settlement.ts';
import { hourNumber, hourText, timeText } from './times.ts';

/** Spans that are stored in one transaction, once. It is sent again exactly as it was sent before. */
export interface SpanBatch {
  /** Everything but the spans, as JSON for `accept_batch`. */
  readonly header: string;
  readonly rows: EncodedRows;
  /** Days in which its spans begin, in UTC. */
  readonly days: readonly string[];
}

/** What names a batch. */
export interface BatchKey {
  /** Random number of the spool folder. */
  readonly writer: bigint;
  /** 1, 2, 3 and so on. */
  readonly seq: bigint;
  /** SHA-256 of the request body that brought the spans, in hexadecimal. */
  readonly request?: string;
}

const CALL = placeOf('call');
const START_TIME = placeOf('start_time');

/** Makes a batch of one span or more. Never throws for what a span holds. */
export function encodeBatch({ writer, seq, request }: BatchKey, spans: readonly StorableSpan[]): SpanBatch {
  const encoder = new CopyEncoder();
  const hours = new SessionHours();
  const dirty = new Set<number>();
  const resources = new Map<bigint, string>();
  for (const span of spans) {
    const row = spanRow(span, writer, seq);
    encoder.add(row);
    hours.add(row);
    if (row[CALL] === 'tool') dirty.add(hourNumber(Number(row[START_TIME])));
    const id = resourceId(span.resource);
    if (!resources.has(id)) resources.set(id, canonicalJson(span.resource));
  }
  const [minStart, maxStart] = bounds(spans);
  const header = {
    writer: String(writer),
    seq: String(seq),
    spans: spans.length,
    host: hostname(),
    min_start: minStart,
    max_start: maxStart,
    ...(request !== undefined && { request }),
    session_hours: hours.all(),
    dirty_hours: [...dirty].map(hourText),
    open_calls: [],
    settlements: spans.map(settlementOf).filter((settlement) => settlement !== undefined),
  };
  return { header: withResources(header, resources), rows: encoder.finish(), days: daysOf(spans) };
}

/** Attributes are JSON already, in a form that parsing would lose. */
function withResources(header: object, resources: ReadonlyMap<bigint, string>): string {
  const items = [...resources].map(([id, attributes]) => `{"resource_id": "${id}", "attributes": ${attributes}}`);
  return `${JSON.stringify(header).slice(0, -1)},"resources":[${items.join()}]}`;
}

function daysOf(spans: readonly StorableSpan[]): readonly string[] {
  const days = new Set(spans.map(({ start }) => Math.floor(start[0] / DAY_SECONDS)));
  return [...days].map((day) => timeText([day * DAY_SECONDS, 0]));
}

const DAY_SECONDS = 86_400;

function bounds(spans: readonly StorableSpan[]): readonly [string, string] {
  const starts = spans.map(({ start }) => start);
  const first = starts.reduce((one, other) => (compare(other, one) < 0 ? other : one));
  const last = starts.reduce((one, other) => (compare(other, one) > 0 ? other : one));
  return [timeText(first), timeText(last)];
}

function compare(one: Instant, other: Instant): number {
  return one[0] - other[0] || one[1] - other[1];
}
