import { escapeIdentifier, type Client } from 'pg';
import { CopyQuery } from '../copy/copy-query.ts';
import { spanColumns } from '../schema/span-columns.ts';
import type { RowPath } from './row-path.ts';

/** Statements and a binary COPY in one message: one transaction and one round trip. */
export const copyPath: RowPath = {
  name: 'copy',
  batch: (client, schema, statements, rows) => copy(client, `${statements}\n${copyText(schema)}`, rows),
  rows: (client, schema, rows) => copy(client, copyText(schema), rows),
};

async function copy(client: Client, text: string, rows: readonly Buffer[]): Promise<void> {
  const query = new CopyQuery(text, rows);
  client.query(query);
  await query.done;
}

function copyText(schema: string): string {
  return `COPY ${schema}.spans (${Object.keys(spanColumns).map(escapeIdentifier).join(', ')}) FROM STDIN (FORMAT binary)`;
}
