import { contextFates, tokenClasses } from '../classes.ts';
import type { Booking } from '../book/booking.ts';
import { rules } from '../book/rules.ts';

/** Bookings of one event, in bytes. */
const MAX_BYTES = 32 * 1024;

/** Bookings as lists in JSON: span, side, share, tokens, rule; in as many texts as keep to 32 KB. */
export function bookingsTexts(bookings: readonly Booking[]): readonly string[] {
  const texts: string[] = [];
  let rows: string[] = [];
  let bytes = 2;
  for (const { span, side, share, tokens, rule } of bookings) {
    const row = JSON.stringify([span, side, share, tokens, rule]);
    if (bytes + row.length + 1 > MAX_BYTES) {
      texts.push(`[${rows.join()}]`);
      rows = [];
      bytes = 2;
    }
    rows.push(row);
    bytes += row.length + 1;
  }
  return rows.length === 0 ? texts : [...texts, `[${rows.join()}]`];
}

/**
 * Reads bookings back.
 *
 * @throws TypeError for what is no list of bookings
 */
export function readBookings(text: string): readonly Booking[] {
  const parsed: unknown = JSON.parse(text);
  if (!Array.isArray(parsed)) throw new TypeError('bookings are no list');
  return (parsed as unknown[]).map(bookingOf);
}

function bookingOf(row: unknown): Booking {
  const [span, side, share, tokens, rule] = Array.isArray(row) ? (row as unknown[]) : [];
  const shares: object = side === 'use' ? tokenClasses : contextFates;
  const isBooking =
    (side === 'use' || side === 'supply') &&
    typeof span === 'string' &&
    /^[0-9a-f]{0,32}$/.test(span) &&
    Object.hasOwn(shares, String(share)) &&
    typeof tokens === 'number' &&
    Number.isSafeInteger(tokens) &&
    tokens >= 0 &&
    Object.hasOwn(rules, String(rule));
  if (!isBooking) throw new TypeError('a booking is not what it should be');
  return { span, side, share, tokens, rule } as Booking; // Checked above, member by member.
}
