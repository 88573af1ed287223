import type { StoreFixture } from './store-fixture.ts';
import type { StoreWriter } from './store-writer.ts';

/** What a database holds of what writers have written. */
export interface StoredBooks {
  /** Spans that were on disk and are not in the database. */
  readonly lost: number;
  /** Rows too many for a span. */
  readonly duplicates: number;
  /** Spans that batches say they have brought, less those that are there. */
  readonly residual: number;
}

/** Compares what writers have said with what is stored. */
export async function storedBooks(it: StoreFixture, writers: readonly StoreWriter[]): Promise<StoredBooks> {
  const { rows } = await it.client.query<{ readonly name: string; readonly highest: number; readonly spans: number }>(
    `SELECT split_part(name, ' ', 1) AS name, max((attributes ->> 'number')::int4) AS highest,
       count(DISTINCT name)::int4 AS spans FROM mcp_otel.spans GROUP BY 1`,
  );
  const stored = new Map(rows.map((row) => [row.name, row]));
  const gaps = rows.reduce((sum, { highest, spans }) => sum + highest - spans, 0);
  const missing = writers.reduce(
    (sum, { name, onDisk }) => sum + Math.max(0, onDisk() - (stored.get(name)?.highest ?? 0)),
    0,
  );
  return {
    lost: gaps + missing,
    duplicates: await it.number('SELECT count(*) - count(DISTINCT name) FROM mcp_otel.spans'),
    residual: await it.number(
      'SELECT (SELECT sum(spans) FROM mcp_otel.batches) - (SELECT count(*) FROM mcp_otel.spans) - (SELECT count(*) FROM mcp_otel.quarantine)',
    ),
  };
}
