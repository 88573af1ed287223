import {
  Book,
  closeBook,
  entriesOf,
  own,
  readBookings,
  replay,
  semconv,
  type ClosedBook,
  type Entry,
  type FactsPart,
} from '@mcp-otel/core';
import type { ReceivedSpan } from '@mcp-otel/pipeline';
import { groupBy } from '../report/group-by.ts';

/** The books of one accounting period of a session, made again from spans. */
export interface SessionBooks {
  readonly session: string;
  readonly period: number;
  readonly service: string;
  /** `settled` by its own process, `open` as far as is known here, `incomplete` where facts are missing. */
  readonly state: 'settled' | 'open' | 'incomplete';
  /** Whether the process that settled it came to the same bookings; undefined where it has not settled. */
  readonly agrees: boolean | undefined;
  readonly closed: ClosedBook;
  readonly entries: readonly Entry[];
  /** Names of the spans that entries name, by id. */
  readonly names: Readonly<Record<string, string>>;
}

interface Told {
  readonly session: string;
  readonly period: number;
  readonly part: FactsPart;
  readonly span: ReceivedSpan;
}

/** The books of every session that spans tell of, in the order in which they began. */
export function sessionBooks(spans: readonly ReceivedSpan[]): readonly SessionBooks[] {
  const told = spans.flatMap(toldBy);
  const known = groupBy(told, ({ session, period }) => JSON.stringify([session, period]));
  const settlements = spans.filter(({ name }) => name === own.SPAN_SETTLEMENT);
  const names = namesOf(spans);
  const books = [...known.values()].map((parts) => booksOf(parts, settlements, names));
  const covered = new Set(books.flatMap(({ calls }) => calls));
  const uncovered = spans.filter(({ spanId }) => !covered.has(spanId));
  return [...books.map(({ books: each }) => each), ...unknownBooks(uncovered, names)];
}

function toldBy(span: ReceivedSpan): readonly Told[] {
  return span.events.flatMap(({ name, attributes }) => {
    if (name !== own.EVENT_LEDGER_FACTS) return [];
    const [session, facts] = [textOf(attributes[own.ATTR_SESSION_ID]), textOf(attributes[own.ATTR_LEDGER_FACTS])];
    const period = Number(attributes[own.ATTR_LEDGER_PERIOD]);
    if (session === undefined || facts === undefined) return [];
    return [{ session, period, part: { first: Number(attributes[own.ATTR_LEDGER_FIRST]), facts }, span }];
  });
}

function booksOf(
  parts: readonly Told[],
  settlements: readonly ReceivedSpan[],
  names: SessionBooks['names'],
): { readonly books: SessionBooks; readonly calls: readonly string[] } {
  const [{ session, period, span }] = parts as [Told, ...Told[]];
  const { book, missing } = replay(parts.map(({ part }) => part));
  const settlement = settlements.find(
    ({ attributes }) =>
      attributes[own.ATTR_SESSION_ID] === session && Number(attributes[own.ATTR_LEDGER_PERIOD]) === period,
  );
  const closed = closeBook(book);
  const state = missing > 0 ? 'incomplete' : settlement === undefined ? 'open' : 'settled';
  const books: SessionBooks = {
    session,
    period,
    service: serviceOf(span),
    state,
    agrees: settlement === undefined ? undefined : bookingsIn(settlement) === JSON.stringify(bookingRows(closed)),
    closed,
    entries: entriesOf(book),
    names,
  };
  return { books, calls: book.calls.map(({ span: id }) => id) };
}

/** Calls of models that nobody has told facts of: their tokens are known by number only. */
function unknownBooks(spans: readonly ReceivedSpan[], names: SessionBooks['names']): readonly SessionBooks[] {
  const groups = groupBy(
    spans.filter(isLeafCall),
    (span) => textOf(span.attributes[own.ATTR_SESSION_ID]) ?? span.traceId,
  );
  return [...groups].map(([session, calls]) => {
    const book = new Book();
    for (const { spanId, attributes } of calls) {
      const [input, output] = [
        count(attributes[semconv.ATTR_GEN_AI_USAGE_INPUT_TOKENS]),
        count(attributes[semconv.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS]),
      ];
      const isFailed = attributes['error.type'] !== undefined;
      book.addUnknown(spanId, input, isFailed ? output : 0, isFailed);
    }
    const [first] = calls;
    return {
      session,
      period: 1,
      service: first === undefined ? '?' : serviceOf(first),
      state: 'open',
      agrees: undefined,
      closed: closeBook(book),
      entries: entriesOf(book),
      names,
    };
  });
}

function isLeafCall({ attributes }: ReceivedSpan): boolean {
  const operation = textOf(attributes[semconv.ATTR_GEN_AI_OPERATION_NAME]);
  const isLeaf = operation !== undefined && semconv.INFERENCE_OPERATIONS.includes(operation);
  return isLeaf && attributes[own.ATTR_DUPLICATE_OF] === undefined && attributes[own.ATTR_SHADOW] !== true;
}

function bookingsIn({ events }: ReceivedSpan): string {
  const rows = events
    .filter(({ name }) => name === own.EVENT_LEDGER_BOOKINGS)
    .flatMap(({ attributes }) => readBookings(textOf(attributes[own.ATTR_LEDGER_BOOKINGS]) ?? '[]'));
  return JSON.stringify(rows.map(({ span, side, share, tokens, rule }) => [span, side, share, tokens, rule]));
}

function bookingRows({ bookings }: ClosedBook): readonly unknown[] {
  return bookings.map(({ span, side, share, tokens, rule }) => [span, side, share, tokens, rule]);
}

function namesOf(spans: readonly ReceivedSpan[]): SessionBooks['names'] {
  return Object.fromEntries(spans.map(({ spanId, name }) => [spanId, name]));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function serviceOf({ resource }: ReceivedSpan): string {
  return textOf(resource['service.name']) ?? '?';
}

function count(value: unknown): number {
  const number = Number(value ?? 0);
  return Number.isSafeInteger(number) && number >= 0 ? number : 0;
}
