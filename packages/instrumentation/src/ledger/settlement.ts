import { ROOT_CONTEXT, SpanKind, TraceFlags, type Attributes } from '@opentelemetry/api';
import { bookingsTexts, own, settlementAttributes, type Settled } from '@mcp-otel/core';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { factsAttributes } from './facts-event.ts';

/** Tells the closed books of a session, in a span of their own that every sampler of ours lets pass. */
export function settle(telemetry: Telemetry, settled: Settled): void {
  if (settled.closing === 'bounds') telemetry.counts.omitted('session_closed_early');
  const links = settled.firstCalls.map(({ trace, span }) => ({
    context: { traceId: trace, spanId: span, traceFlags: TraceFlags.SAMPLED },
  }));
  const options = { kind: SpanKind.INTERNAL, attributes: settlementAttributes(settled), links };
  const recorded = telemetry.startSpan(own.SPAN_SETTLEMENT, options, ROOT_CONTEXT);
  if (recorded === undefined) return;
  const add = (name: string, attributes: Attributes): void => void recorded.span.addEvent(name, attributes);
  for (const part of settled.facts) add(own.EVENT_LEDGER_FACTS, factsAttributes(settled.session, settled.period, part));
  for (const bookings of bookingsTexts(settled.book.bookings))
    add(own.EVENT_LEDGER_BOOKINGS, { [own.ATTR_LEDGER_BOOKINGS]: bookings });
  recorded.end();
}
