import { createHash } from 'node:crypto';
import type { WireRecord, WireValue } from '@mcp-otel/pipeline';
import { spanColumns, type SpanColumn } from '../schema/span-columns.ts';
import { callOf } from './call.ts';
import { canonicalJson, canonicalList } from './canonical-json.ts';
import { safeText, safeTextUpTo } from './safe-text.ts';
import type { Instant, StorableSpan } from './storable-span.ts';

/** A value of a column: texts are such as Postgres takes, bytes are in hexadecimal, times in microseconds since 2000. */
export type Cell = string | number | bigint | boolean | undefined;

/** The values of a span in the order of the columns, but for `writer` and `seq`, which are those of the batch. */
export type SpanRow = Record<keyof typeof spanColumns, Cell>;

/** Units of a text in a column of its own. An index takes no more than some 2,700 bytes; attributes hold the text in full. */
const MAX_TEXT = 512;
const MAX_MESSAGE = 4_096;
const EPOCH_2000 = 946_684_800;
/** Tokens, characters or tries of one call: what is above is not true, and its sums would not fit. */
const MAX_COUNT = 1e12;
/** Nano-USD of one call. */
const MAX_COST = 1e13;
/** Largest number that an int8 surely holds. */
const MAX_INT8 = 2 ** 63 - 1_024;

/** Makes the row of a span. Never throws: what fits into no column of its own is left to the attributes. */
export function spanRow(span: StorableSpan, writer: bigint, seq: bigint): SpanRow {
  const { attributes, status, start, resource } = span;
  return {
    ...takenColumns(attributes),
    trace_id: span.traceId,
    span_id: span.spanId,
    parent_span_id: span.parentSpanId === '' ? undefined : span.parentSpanId,
    start_time: (start[0] - EPOCH_2000) * 1_000_000 + Math.floor(start[1] / 1_000),
    start_ns: start[1] % 1_000,
    duration_ns: Math.min(Math.max(0, Math.round(span.durationNs)), MAX_INT8),
    name: safeTextUpTo(span.name, MAX_TEXT),
    kind: within(span.kind, 5),
    status: within(status.code, 2),
    status_message: status.message === '' ? undefined : safeTextUpTo(status.message, MAX_MESSAGE),
    service: serviceOf(resource),
    scope: safeTextUpTo(span.scope, MAX_TEXT),
    resource_id: resourceId(resource),
    call: callOf(attributes),
    writer,
    seq,
    attributes: canonicalJson(attributes),
    events: span.events.length === 0 ? undefined : canonicalList(span.events.map(eventRecord)),
    links: span.links.length === 0 ? undefined : canonicalList(span.links.map((link) => ({ ...link }))),
  } as SpanRow; // Every other column is taken from attributes.
}

/** A number of a list; what is not on it is the first. */
function within(number: number, last: number): number {
  return Number.isInteger(number) && number >= 0 && number <= last ? number : 0;
}

/** Name of the service that a resource stands for. */
export function serviceOf(resource: WireRecord): string {
  const name = resource['service.name'];
  return typeof name === 'string' ? safeTextUpTo(name, MAX_TEXT) : 'unknown_service';
}

const idsOfResources = new WeakMap<WireRecord, bigint>();

/** First eight bytes of the SHA-256 of a resource's attributes; spans of one process share the object. */
export function resourceId(resource: WireRecord): bigint {
  const known = idsOfResources.get(resource);
  if (known !== undefined) return known;
  const id = createHash('sha256').update(canonicalJson(resource)).digest().readBigInt64BE(0);
  idsOfResources.set(resource, id);
  return id;
}

const taken = Object.entries<SpanColumn>(spanColumns).filter(([, { from }]) => from !== undefined);

function takenColumns(attributes: WireRecord): Partial<Record<string, Cell>> {
  const cells: Partial<Record<string, Cell>> = {};
  for (const [name, { type, from = [] }] of taken) {
    const key = from.find((candidate) => attributes[candidate] !== undefined);
    if (key !== undefined) cells[name] = cellOf(name, type, attributes[key]);
  }
  cells['is_shadow'] ??= false;
  return cells;
}

function cellOf(name: string, type: SpanColumn['type'], value: WireValue | undefined): Cell {
  if (type === 'text') return typeof value === 'string' ? safeTextUpTo(value, MAX_TEXT) : undefined;
  if (type === 'bool') return typeof value === 'boolean' ? value : undefined;
  const number = typeof value === 'number' || typeof value === 'bigint' ? Number(value) : Number.NaN;
  if (type === 'float8') return Number.isFinite(number) ? number : undefined;
  const isCost = name === 'cost_nano_usd';
  const whole = isCost ? Math.round(number * 1e9) : number;
  return Number.isInteger(whole) && Math.abs(whole) <= (isCost ? MAX_COST : MAX_COUNT) ? whole : undefined;
}

function eventRecord({ name, time, attributes }: StorableSpan['events'][number]): WireRecord {
  return { name: safeText(name), time: unixNano(time), attributes };
}

function unixNano([seconds, nanoseconds]: Instant): bigint {
  return BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds);
}
