import type { Attributes, Span } from '@opentelemetry/api';
import { own, type FactsPart, type Ledger } from '@mcp-otel/core';

/** Writes what no span has told of a session, as much as a span may carry. */
export function writeFacts(span: Span, session: string, ledger: Ledger): void {
  const period = ledger.periodOf(session);
  const part = ledger.take(session);
  if (part !== undefined && period !== undefined)
    span.addEvent(own.EVENT_LEDGER_FACTS, factsAttributes(session, period, part));
}

/** The attributes of an event that carries facts. */
export function factsAttributes(session: string, period: number, { first, facts }: FactsPart): Attributes {
  return {
    [own.ATTR_SESSION_ID]: session,
    [own.ATTR_LEDGER_PERIOD]: period,
    [own.ATTR_LEDGER_FIRST]: first,
    [own.ATTR_LEDGER_FACTS]: facts,
  };
}
