import { hostname } from 'node:os';
import { CopyEncoder, type EncodedRows } from '../copy/copy-encoder.ts';
import { canonicalJson } from '../rows/canonical-json.ts';
import { placeOf, resourceId, spanRow } from '../rows/span-row.ts';
import type { Instant, StorableSpan } from '../rows/storable-span.ts';
import type { OpenCall } from './open-call.ts';
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
  /** Attribute of the resource that tells the tenant of spans that do not say it themselves. */
  readonly tenantFrom?: string | undefined;
}

const CALL = placeOf('call');
const START_TIME = placeOf('start_time');
const DAY_SECONDS = 86_400;

/** Makes a batch span by span, so that nobody is held up by all of them at once. Never throws for what a span holds. */
export class BatchEncoder {
  readonly #key: BatchKey;
  readonly #encoder = new CopyEncoder();
  readonly #hours = new SessionHours();
  readonly #dirty = new Set<number>();
  readonly #days = new Set<number>();
  readonly #resources = new Map<bigint, string>();
  readonly #settlements: object[] = [];
  readonly #openCalls: OpenCall[] = [];
  #first: Instant | undefined;
  #last: Instant | undefined;
  #spans = 0;

  constructor(key: BatchKey) {
    this.#key = key;
  }

  /** Spans so far. */
  get spans(): number {
    return this.#spans;
  }

  /** Bytes of the rows so far. */
  get bytes(): number {
    return this.#encoder.bytes;
  }

  /** Whether there is anything to store. */
  get isEmpty(): boolean {
    return this.#spans === 0 && this.#openCalls.length === 0;
  }

  add(span: StorableSpan): void {
    const row = spanRow(span, this.#key);
    this.#encoder.add(row);
    this.#hours.add(row);
    if (row[CALL] === 'tool') this.#dirty.add(hourNumber(Number(row[START_TIME])));
    const id = resourceId(span.resource);
    if (!this.#resources.has(id)) this.#resources.set(id, canonicalJson(span.resource));
    const settlement = settlementOf(span);
    if (settlement !== undefined) this.#settlements.push(settlement);
    this.#addTime(span.start);
    this.#spans += 1;
  }

  /** A call that goes on for long, so that one that never comes back is seen. */
  addOpenCall(call: OpenCall): void {
    this.#openCalls.push(call);
  }

  finish(): SpanBatch {
    const { writer, seq, request } = this.#key;
    const header = {
      writer: String(writer),
      seq: String(seq),
      spans: this.#spans,
      host: hostname(),
      ...(this.#first && { min_start: timeText(this.#first) }),
      ...(this.#last && { max_start: timeText(this.#last) }),
      ...(request !== undefined && { request }),
      session_hours: this.#hours.all(),
      dirty_hours: [...this.#dirty].map(hourText),
      open_calls: this.#openCalls,
      settlements: this.#settlements,
    };
    const days = [...this.#days].map((day) => timeText([day * DAY_SECONDS, 0]));
    return { header: withResources(header, this.#resources), rows: this.#encoder.finish(), days };
  }

  #addTime(start: Instant): void {
    this.#days.add(Math.floor(start[0] / DAY_SECONDS));
    if (this.#first === undefined || compare(start, this.#first) < 0) this.#first = start;
    if (this.#last === undefined || compare(start, this.#last) > 0) this.#last = start;
  }
}

/** Makes a batch of all the spans at once. */
export function encodeBatch(key: BatchKey, spans: readonly StorableSpan[]): SpanBatch {
  const encoder = new BatchEncoder(key);
  for (const span of spans) encoder.add(span);
  return encoder.finish();
}

/** Attributes are JSON already, in a form that parsing would lose. */
function withResources(header: object, resources: ReadonlyMap<bigint, string>): string {
  const items = [...resources].map(([id, attributes]) => `{"resource_id": "${id}", "attributes": ${attributes}}`);
  return `${JSON.stringify(header).slice(0, -1)},"resources":[${items.join()}]}`;
}

function compare(one: Instant, other: Instant): number {
  return one[0] - other[0] || one[1] - other[1];
}
