import { own, readBookings, type Booking } from '@mcp-otel/core';
import { safeTextUpTo } from '../rows/safe-text.ts';
import { serviceOf } from '../rows/span-row.ts';
import type { Instant, StorableSpan } from '../rows/storable-span.ts';
import { timeText } from './times.ts';

/** The closed books of a session, as `accept_settlement` takes them; undefined for a span that brings none. */
export function settlementOf(span: StorableSpan): object | undefined {
  if (span.name !== own.SPAN_SETTLEMENT) return undefined;
  const { attributes } = span;
  const { [own.ATTR_SESSION_ID]: session, [own.ATTR_LEDGER_CLOSING]: closing } = attributes;
  if (typeof session !== 'string') return undefined;
  return {
    session_id: safeTextUpTo(session, 512),
    period: count(attributes[own.ATTR_LEDGER_PERIOD]),
    trace_id: span.traceId,
    span_id: span.spanId,
    service: serviceOf(span.resource),
    closing: typeof closing === 'string' ? safeTextUpTo(closing, 32) : 'unknown',
    calls: count(attributes[own.ATTR_LEDGER_CALLS]),
    estimated_tokens: count(attributes[own.ATTR_LEDGER_ESTIMATED]),
    unreferenced_tokens: count(attributes[own.ATTR_LEDGER_UNREFERENCED]),
    settled_at: timeText(endOf(span)),
    bookings: bookingsOf(span).map(({ span: bookedSpan, ...booking }) => ({ span_id: bookedSpan, ...booking })),
  };
}

/** Digits in pairs, or none where no span is known. */
const isHex = /^(?:[\da-f]{2})*$/i;

/** Bookings by the key of their table: what came twice under one, as nobody of ours sends it, is added up. */
function bookingsOf({ events }: StorableSpan): readonly Booking[] {
  const sums = new Map<string, Booking>();
  for (const { name, attributes } of events) {
    const text = attributes[own.ATTR_LEDGER_BOOKINGS];
    if (name !== own.EVENT_LEDGER_BOOKINGS || typeof text !== 'string') continue;
    for (const booking of bookingsIn(text)) {
      const key = `${booking.span} ${booking.side} ${booking.share}`;
      sums.set(key, { ...booking, tokens: booking.tokens + (sums.get(key)?.tokens ?? 0) });
    }
  }
  return [...sums.values()];
}

/** What is no list of bookings is one of none: it stays on the span as it came. */
function bookingsIn(text: string): readonly Booking[] {
  try {
    return readBookings(text).filter(({ span }) => isHex.test(span));
  } catch {
    return [];
  }
}

function endOf({ start: [seconds, nanoseconds], durationNs }: StorableSpan): Instant {
  const all = nanoseconds + durationNs;
  return [seconds + Math.floor(all / 1e9), all % 1e9];
}

function count(value: unknown): number {
  const number = Number(value ?? 0);
  return Number.isSafeInteger(number) && number >= 0 ? number : 0;
}
