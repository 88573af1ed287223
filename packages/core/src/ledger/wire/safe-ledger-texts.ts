import * as own from '../../vocabulary/own-names.ts';
import { bookingsTexts, readBookings } from './bookings-text.ts';
import { factsText, readFacts } from './facts-text.ts';

/**
 * Facts and bookings as they may leave the process, whoever has written them: read, and written anew, so that there is
 * nothing in them but numbers, ids of spans and our own words. Undefined for what cannot be read.
 */
export function safeLedgerText(attribute: string, text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    if (attribute === own.ATTR_LEDGER_FACTS) return `[${readFacts(text).map(factsText).join()}]`;
    const [bookings] = bookingsTexts(readBookings(text));
    return bookings;
  } catch {
    return undefined;
  }
}

/** Attributes that only such texts may be in. */
export const ledgerTexts: readonly string[] = [own.ATTR_LEDGER_FACTS, own.ATTR_LEDGER_BOOKINGS];
