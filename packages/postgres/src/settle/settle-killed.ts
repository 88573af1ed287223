import { createHash } from 'node:crypto';
import { closeBook, replay, type ClosedBook } from '@mcp-otel/core';
import { escapeIdentifier } from 'pg';
import type { Queryable } from '../migrations/queryable.ts';
import { openBooks, type OpenBooks, type OpenBooksOptions } from './open-books.ts';

/** Books that were closed for a process that could not. */
export interface SettledForKilled {
  readonly session: string;
  readonly period: number;
  readonly service: string;
  /** Calls of models in them. */
  readonly calls: number;
  /** Records of facts that have not arrived. */
  readonly missing: number;
}

/**
 * Closes the books of sessions whose process was killed before it could: their facts are in the spans, and give the same
 * bookings, marked `incomplete`. Should the process have closed them after all, its own take their place when they arrive.
 */
export async function settleKilled(
  client: Queryable,
  schema: string,
  options: OpenBooksOptions,
): Promise<readonly SettledForKilled[]> {
  const settled: SettledForKilled[] = [];
  for (const books of await openBooks(client, schema, options)) {
    const { book, missing } = replay(books.parts);
    const closed = closeBook(book);
    await client.query(`SELECT ${escapeIdentifier(schema)}.accept_settlement($1::jsonb)`, [settlement(books, closed)]);
    const { session, period, service } = books;
    settled.push({ session, period, service, calls: closed.calls, missing });
  }
  return settled;
}

function settlement({ session, period, service, traceId }: OpenBooks, closed: ClosedBook): string {
  return JSON.stringify({
    session_id: session,
    period,
    trace_id: traceId,
    span_id: idOf(session, period, service),
    service,
    closing: 'incomplete',
    calls: closed.calls,
    estimated_tokens: closed.estimated,
    unreferenced_tokens: closed.figures.unreferenced,
    settled_at: new Date().toISOString(),
    bookings: closed.bookings.map(({ span: span_id, ...booking }) => ({ span_id, ...booking })),
  });
}

/** There is no span: an id of its own, the same each time. */
function idOf(session: string, period: number, service: string): string {
  return createHash('sha256')
    .update(JSON.stringify([session, period, service]))
    .digest('hex')
    .slice(0, 16);
}
