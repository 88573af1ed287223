import { escapeIdentifier, type Client } from 'pg';
import { rowJson } from '../copy/decode-row.ts';
import { inTransaction } from '../migrations/queryable.ts';
import { spanColumns, type SpanColumn } from '../schema/span-columns.ts';
import type { RowPath } from './row-path.ts';

/**
 * The rows as one JSON parameter, for databases that refuse COPY: where row-level security applies to the role (PostgreSQL
 * documentation, "COPY": it is not supported then), and PGlite.
 */
export const insertPath: RowPath = {
  name: 'insert',
  batch: (client, schema, statements, rows) =>
    inTransaction(client, async () => {
      await client.query(statements);
      await insert(client, schema, rows);
    }),
  rows: insert,
};

async function insert(client: Client, schema: string, rows: readonly Buffer[]): Promise<void> {
  await client.query(insertText(schema), [`[${rows.map(rowJson).join()}]`]);
}

function insertText(schema: string): string {
  const columns = Object.entries<SpanColumn>(spanColumns);
  const names = columns.map(([name]) => escapeIdentifier(name)).join(', ');
  const values = columns.map(([name, { type }]) => valueOf(escapeIdentifier(name), type)).join(', ');
  const definitions = columns.map(([name, { type }]) => `${escapeIdentifier(name)} ${jsonTypes[type]}`).join(', ');
  return `INSERT INTO ${schema}.spans (${names}) SELECT ${values} FROM jsonb_to_recordset($1::jsonb) AS row (${definitions})`;
}

/** Bytes come in hexadecimal, times in microseconds since 2000. */
function valueOf(column: string, type: SpanColumn['type']): string {
  if (type === 'bytea') return `decode(${column}, 'hex')`;
  return type === 'timestamptz' ? `timestamptz '2000-01-01Z' + ${column} * interval '1 microsecond'` : column;
}

const jsonTypes = {
  bytea: 'text',
  text: 'text',
  int2: 'int2',
  int8: 'int8',
  float8: 'float8',
  bool: 'bool',
  timestamptz: 'int8',
  jsonb: 'jsonb',
} satisfies Record<SpanColumn['type'], string>;
