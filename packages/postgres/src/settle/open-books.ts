import { own, type FactsPart } from '@mcp-otel/core';
import { escapeIdentifier } from 'pg';
import type { Queryable } from '../migrations/queryable.ts';

/** The books of a session that nobody has closed. */
export interface OpenBooks {
  readonly session: string;
  readonly period: number;
  readonly service: string;
  /** Trace of the last span that tells of them, in hexadecimal. */
  readonly traceId: string;
  readonly parts: readonly FactsPart[];
}

/** Which books are looked for. */
export interface OpenBooksOptions {
  /** Nothing was told of them for so long, in minutes. */
  readonly idleMinutes: number;
  /** Spans that began longer ago are not looked at, in days. */
  readonly days: number;
}

/** Reads the facts of the sessions whose process has not closed their books, and is silent since. */
export async function openBooks(
  client: Queryable,
  schema: string,
  { idleMinutes, days }: OpenBooksOptions,
): Promise<readonly OpenBooks[]> {
  const { rows } = await client.query(question(escapeIdentifier(schema)), [
    own.EVENT_LEDGER_FACTS,
    own.ATTR_SESSION_ID,
    own.ATTR_LEDGER_PERIOD,
    own.ATTR_LEDGER_FIRST,
    own.ATTR_LEDGER_FACTS,
    idleMinutes,
    days,
  ]);
  return rows.map((row) => ({
    session: String(row['session']),
    period: Number(row['period']),
    service: String(row['service']),
    traceId: String(row['trace_id']),
    parts: row['parts'] as readonly FactsPart[],
  }));
}

/** Facts by session, period and service; those of which there is a settlement that is no repair of ours are left out. */
function question(schema: string): string {
  return `
WITH told AS (
  SELECT a ->> $2::text AS session, (a ->> $3::text)::int8 AS period, s.service, encode(s.trace_id, 'hex') AS trace_id,
    s.start_time + make_interval(secs => s.duration_ns / 1e9) AS at,
    jsonb_build_object('first', (a ->> $4::text)::int8, 'facts', a ->> $5::text) AS part
  FROM ${schema}.spans s
  CROSS JOIN LATERAL jsonb_array_elements(s.events) AS e (event)
  CROSS JOIN LATERAL (SELECT event -> 'attributes' AS a) AS attributes
  WHERE s.events IS NOT NULL AND s.start_time > now() - make_interval(days => $7::int4) AND event ->> 'name' = $1::text
    AND a ->> $3::text ~ '^\\d{1,15}$' AND a ->> $4::text ~ '^\\d{1,15}$'
)
SELECT session, period, service, (array_agg(trace_id ORDER BY at DESC))[1] AS trace_id, jsonb_agg(part ORDER BY at) AS parts
FROM told
WHERE session IS NOT NULL AND NOT EXISTS (
  SELECT FROM ${schema}.settlements t
  WHERE t.session_id = told.session AND t.period = told.period AND t.service = told.service)
GROUP BY session, period, service
HAVING max(at) < now() - make_interval(mins => $6::int4)
ORDER BY max(at)`;
}
