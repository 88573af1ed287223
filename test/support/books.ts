import { own, readBookings, type Booking, type ClassTotals, type FactsPart, type FateTotals } from '@mcp-otel/core';
import type { ReceivedPoint, ReceivedSpan } from '@mcp-otel/pipeline';
import { textOf } from './model-spans.ts';

/** The facts that spans tell, of one session or of all. */
export function factsIn(spans: readonly ReceivedSpan[], session?: string): readonly FactsPart[] {
  return spans
    .flatMap(({ events }) => events)
    .filter(({ name, attributes }) => {
      const isOf = session === undefined || attributes[own.ATTR_SESSION_ID] === session;
      return name === own.EVENT_LEDGER_FACTS && isOf;
    })
    .map(({ attributes }) => ({
      first: Number(attributes[own.ATTR_LEDGER_FIRST]),
      facts: textOf(attributes[own.ATTR_LEDGER_FACTS]) ?? '',
    }));
}

/** The bookings of a settlement. */
export function bookingsIn({ events }: ReceivedSpan): readonly Booking[] {
  return events
    .filter(({ name }) => name === own.EVENT_LEDGER_BOOKINGS)
    .flatMap(({ attributes }) => readBookings(textOf(attributes[own.ATTR_LEDGER_BOOKINGS]) ?? '[]'));
}

/** Tokens by class and fate, as a settlement tells them; those that are 0 left out. */
export function totalsIn({ attributes }: ReceivedSpan): { readonly tokens: ClassTotals; readonly context: FateTotals } {
  const shares = (prefix: string): Readonly<Record<string, number>> =>
    Object.fromEntries(
      Object.entries(attributes)
        .filter(([key, value]) => key.startsWith(prefix) && Number(value) > 0)
        .map(([key, value]) => [key.slice(prefix.length), Number(value)]),
    );
  return { tokens: shares(own.PREFIX_LEDGER_TOKENS), context: shares(own.PREFIX_LEDGER_CONTEXT) };
}

/** Last values of a metric, by one of its labels. */
export function valuesOf(
  points: readonly ReceivedPoint[],
  metric: string,
  label: string,
): Readonly<Record<string, number>> {
  const found = points.filter((point) => point.metric === metric);
  return Object.fromEntries(found.map(({ attributes, value }) => [textOf(attributes[label]) ?? '', value]));
}
