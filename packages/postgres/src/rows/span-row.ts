import { createHash } from 'node:crypto';
import type { WireRecord, WireValue } from '@mcp-otel/pipeline';
import { spanColumns, type SpanColumn } from '../schema/span-columns.ts';
import { callOf } from './call.ts';
import { canonicalJson, canonicalList } from './canonical-json.ts';
import { safeText, safeTextUpTo } from './safe-text.ts';
import type { Instant, StorableSpan } from './storable-span.ts';

/** A value of a column: texts are such as Postgres takes, bytes are in hexadecimal, times in microseconds since 2000. */
export type Cell = string | number | bigint | boolean | undefined;

/** The values of a span in the order of the columns: a list is filled several times as quickly as an object of this size. */
export type SpanRow = Cell[];

const names = Object.keys(spanColumns) as readonly (keyof typeof spanColumns)[];

/** Place of a column in a row. To be asked for once, and not for each row. */
export function placeOf(name: keyof typeof spanColumns): number {
  return names.indexOf(name);
}

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

const TRACE_ID = placeOf('trace_id');
const SPAN_ID = placeOf('span_id');
const PARENT_SPAN_ID = placeOf('parent_span_id');
const START_TIME = placeOf('start_time');
const START_NS = placeOf('start_ns');
const DURATION_NS = placeOf('duration_ns');
const NAME = placeOf('name');
const KIND = placeOf('kind');
const STATUS = placeOf('status');
const STATUS_MESSAGE = placeOf('status_message');
const SERVICE = placeOf('service');
const SCOPE = placeOf('scope');
const RESOURCE_ID = placeOf('resource_id');
const TENANT = placeOf('tenant');
const CALL = placeOf('call');
const WRITER = placeOf('writer');
const SEQ = placeOf('seq');
const ATTRIBUTES = placeOf('attributes');
const EVENTS = placeOf('events');
const LINKS = placeOf('links');
const IS_SHADOW = placeOf('is_shadow');
const DUPLICATE_OF = placeOf('duplicate_of');
const MCP_METHOD = placeOf('mcp_method');
const OPERATION = placeOf('operation');

/** What a row has from its batch. */
export interface RowKey {
  readonly writer: bigint;
  readonly seq: bigint;
  /** Attribute of the resource that tells the tenant of spans that do not say it themselves. */
  readonly tenantFrom?: string | undefined;
}

/** Makes the row of a span. Never throws: what fits into no column of its own is left to the attributes. */
export function spanRow(span: StorableSpan, { writer, seq, tenantFrom }: RowKey): SpanRow {
  const { attributes, status, start, resource } = span;
  const row: SpanRow = Array.from(emptyRow);
  takeColumns(row, attributes);
  row[TRACE_ID] = span.traceId;
  row[SPAN_ID] = span.spanId;
  row[PARENT_SPAN_ID] = span.parentSpanId === '' ? undefined : span.parentSpanId;
  row[START_TIME] = (start[0] - EPOCH_2000) * 1_000_000 + Math.floor(start[1] / 1_000);
  row[START_NS] = start[1] % 1_000;
  row[DURATION_NS] = Math.min(Math.max(0, Math.round(span.durationNs)), MAX_INT8);
  row[NAME] = safeTextUpTo(span.name, MAX_TEXT);
  row[KIND] = within(span.kind, 5);
  row[STATUS] = within(status.code, 2);
  row[STATUS_MESSAGE] = status.message === '' ? undefined : safeTextUpTo(status.message, MAX_MESSAGE);
  row[SERVICE] = serviceOf(resource);
  row[SCOPE] = safeTextUpTo(span.scope, MAX_TEXT);
  row[RESOURCE_ID] = resourceId(resource);
  if (tenantFrom !== undefined) row[TENANT] ??= textOf(resource[tenantFrom]);
  row[CALL] = callOf({
    duplicateOf: row[DUPLICATE_OF],
    isShadow: row[IS_SHADOW],
    method: row[MCP_METHOD],
    operation: row[OPERATION],
  });
  row[WRITER] = writer;
  row[SEQ] = seq;
  row[ATTRIBUTES] = canonicalJson(attributes);
  if (span.events.length > 0) row[EVENTS] = canonicalList(span.events.map(eventRecord));
  if (span.links.length > 0) row[LINKS] = canonicalList(span.links.map((link) => ({ ...link })));
  return row;
}

const emptyRow: readonly Cell[] = names.map(() => undefined);

/** A number of a list; what is not on it is the first. */
function within(number: number, last: number): number {
  return Number.isInteger(number) && number >= 0 && number <= last ? number : 0;
}

function textOf(value: WireValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? safeTextUpTo(value, MAX_TEXT) : undefined;
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

/** Where an attribute goes, and whether it goes before another one for the same column. */
interface Taken {
  readonly place: number;
  readonly type: SpanColumn['type'];
  readonly isCost: boolean;
  readonly isFirst: boolean;
}

const taken: ReadonlyMap<string, Taken> = new Map(
  Object.entries<SpanColumn>(spanColumns).flatMap(([name, { type, from = [] }], place) =>
    from.map((key, rank) => [key, { place, type, isCost: name === 'cost_nano_usd', isFirst: rank === 0 }] as const),
  ),
);

function takeColumns(row: SpanRow, attributes: WireRecord): void {
  const keys = Object.keys(attributes);
  for (let index = 0; index < keys.length; index += 1) takeAttribute(row, keys[index] ?? '', attributes);
  row[IS_SHADOW] ??= false;
}

function takeAttribute(row: SpanRow, key: string, attributes: WireRecord): void {
  const column = taken.get(key);
  if (column === undefined || (!column.isFirst && row[column.place] !== undefined)) return;
  row[column.place] = cellOf(column, attributes[key] ?? null) ?? row[column.place];
}

function cellOf({ type, isCost }: Taken, value: WireValue): Cell {
  if (type === 'text') return typeof value === 'string' ? safeTextUpTo(value, MAX_TEXT) : undefined;
  if (type === 'bool') return typeof value === 'boolean' ? value : undefined;
  const number = typeof value === 'number' || typeof value === 'bigint' ? Number(value) : Number.NaN;
  if (type === 'float8') return Number.isFinite(number) ? number : undefined;
  const whole = isCost ? Math.round(number * 1e9) : number;
  return Number.isInteger(whole) && Math.abs(whole) <= (isCost ? MAX_COST : MAX_COUNT) ? whole : undefined;
}

function eventRecord({ name, time, attributes }: StorableSpan['events'][number]): WireRecord {
  return { name: safeText(name), time: unixNano(time), attributes };
}

function unixNano([seconds, nanoseconds]: Instant): bigint {
  return BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds);
}
