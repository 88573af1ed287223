import { randomUUID } from 'node:crypto';
import { escapeIdentifier } from 'pg';
import { beginSchema, closingText, enterSchema, stepText } from './apply.ts';
import { readMigrations, type Migration } from './migrations.ts';
import type { Queryable } from './queryable.ts';

/** Something of a schema that is not as the migrations make it. */
export interface Difference {
  /** What it is, such as `column spans.tool`. */
  readonly object: string;
  /** Undefined where it should not be there. */
  readonly expected: string | undefined;
  /** Undefined where it is not there. */
  readonly found: string | undefined;
}

/**
 * Compares a schema with what the migrations make: columns, constraints, indexes, views, functions, comments. What they make
 * is found out by running them into a schema of its own on the same server, which is then undone; nothing is left behind.
 */
export async function schemaDrift(
  client: Queryable,
  schema: string,
  migrations: readonly Migration[] = readMigrations(),
): Promise<readonly Difference[]> {
  await client.query('BEGIN');
  try {
    const found = await snapshot(client, schema);
    const scratch = `mcp_otel_drift_${randomUUID().replaceAll('-', '')}`;
    await client.query(beginSchema(scratch));
    for (const migration of migrations) await client.query(stepText(migration));
    await client.query(closingText());
    return differences(await snapshot(client, scratch), found);
  } finally {
    await client.query('ROLLBACK');
  }
}

type Snapshot = ReadonlyMap<string, string>;

function differences(expected: Snapshot, found: Snapshot): readonly Difference[] {
  const objects = [...new Set([...expected.keys(), ...found.keys()])].toSorted();
  return objects
    .map((object) => ({ object, expected: expected.get(object), found: found.get(object) }))
    .filter((each) => each.expected !== each.found);
}

/** What a schema consists of, without its own name. Partitions are left out: their number is a matter of time. */
async function snapshot(client: Queryable, schema: string): Promise<Snapshot> {
  await client.query(enterSchema(schema));
  const { rows } = await client.query(catalogue, [schema, escapeIdentifier(schema)]);
  const withoutName = (text: string): string =>
    text.replaceAll(`${escapeIdentifier(schema)}.`, '').replaceAll(`${schema}.`, '');
  return new Map(rows.map(({ object, definition }) => [String(object), withoutName(String(definition))]));
}

const catalogue = `
WITH tables AS (
  SELECT c.oid, c.relname, c.relkind FROM pg_class c
  WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1::text) AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition
)
SELECT 'column ' || t.relname || '.' || a.attname AS object,
  concat_ws(' ', format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NOT NULL' END,
    pg_get_expr(d.adbin, d.adrelid), '--', col_description(t.oid, a.attnum)) AS definition
FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
UNION ALL
SELECT 'table ' || relname, concat_ws(' ', relkind, pg_get_partkeydef(oid), '--', obj_description(oid, 'pg_class'))
FROM tables WHERE relkind IN ('r', 'p')
UNION ALL
SELECT 'view ' || relname, concat_ws(' ', pg_get_viewdef(oid), '--', obj_description(oid, 'pg_class'))
FROM tables WHERE relkind IN ('v', 'm')
UNION ALL
SELECT 'constraint ' || t.relname || '.' || k.conname, pg_get_constraintdef(k.oid)
FROM tables t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype <> 'n'
UNION ALL
SELECT 'index ' || i.relname, pg_get_indexdef(i.oid)
FROM tables t JOIN pg_index x ON x.indrelid = t.oid JOIN pg_class i ON i.oid = x.indexrelid
UNION ALL
SELECT 'function ' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
  concat_ws(' ', p.prosrc, p.provolatile, p.prosecdef, replace(replace(array_to_string(p.proconfig, ' '), $2::text, ''), $1::text, ''), '--', obj_description(p.oid, 'pg_proc'))
FROM pg_proc p WHERE p.pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1::text)`;
