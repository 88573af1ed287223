import type { ContextFate, TokenClass } from '../classes.ts';
import type { Rule } from './rules.ts';

/** Tokens that one span answers for: of one class, or of one fate. */
export type Booking = UseBooking | SupplyBooking;

/** Tokens of a model call. */
export interface UseBooking {
  readonly side: 'use';
  /** Id of the call's span. */
  readonly span: string;
  readonly share: TokenClass;
  readonly tokens: number;
  readonly rule: Rule;
}

/** Tokens of what a span has offered. */
export interface SupplyBooking {
  readonly side: 'supply';
  /** Id of the span that brought it. */
  readonly span: string;
  readonly share: ContextFate;
  readonly tokens: number;
  readonly rule: Rule;
}

/** Tokens of one block, or of one unit, in all of a session. */
export interface Entry {
  readonly side: 'use' | 'supply';
  /** Ordinal of the block or unit; -1 for tokens that belong to no block. */
  readonly item: number;
  /** What it is, such as `tool_result`. */
  readonly kind: string;
  readonly share: TokenClass | ContextFate;
  readonly tokens: number;
  readonly rule: Rule;
  /** Calls that had it; 1 for a unit. */
  readonly calls: number;
  /** Id of the span that brought it. */
  readonly span: string;
}

/** Adds bookings of the same span and share up. */
export function summed<Kind extends Booking>(bookings: readonly Kind[]): readonly Kind[] {
  const sums = new Map<string, Kind>();
  for (const booking of bookings) {
    if (booking.tokens === 0) continue;
    const key = `${booking.span} ${booking.share}`;
    const known = sums.get(key);
    sums.set(key, known === undefined ? booking : { ...known, tokens: known.tokens + booking.tokens });
  }
  return [...sums.values()];
}
