import { escapeIdentifier, escapeLiteral } from 'pg';
import { spanComments } from '../schema/span-comments.ts';
import type { Migration } from './migrations.ts';

/** Statements as texts, one transaction each: what the runner sends, and what is printed for those who run them themselves. */

/** Makes the schema and the table of its migrations, and puts it at the head of the transaction's search path. */
export function beginSchema(schema: string): string {
  return `CREATE SCHEMA IF NOT EXISTS ${escapeIdentifier(schema)};\n${enterSchema(schema)}\n${migrationsTable}`;
}

/** Puts the schema, and nothing that others can write to, at the head of the transaction's search path. */
export function enterSchema(schema: string): string {
  return `SET LOCAL search_path TO ${escapeIdentifier(schema)}, pg_temp;`;
}

const migrationsTable = `CREATE TABLE IF NOT EXISTS migrations (
  id int4 PRIMARY KEY,
  name text NOT NULL,
  sha256 text NOT NULL,
  breaking bool NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE migrations IS 'Steps that have made this schema what it is.';
COMMENT ON COLUMN migrations.id IS 'Number of the step.';
COMMENT ON COLUMN migrations.name IS 'Name of the step.';
COMMENT ON COLUMN migrations.sha256 IS 'SHA-256 of its text.';
COMMENT ON COLUMN migrations.breaking IS 'Whether programs that do not know the step must not write here.';
COMMENT ON COLUMN migrations.applied_at IS 'When it was applied.';
`;

/** One step. Its row comes first: who is second fails on it before anything is done twice. */
export function stepText({ id, name, sha256, breaking, sql }: Migration): string {
  const row = [id, escapeLiteral(name), escapeLiteral(sha256), breaking].join(', ');
  return `INSERT INTO migrations (id, name, sha256, breaking) VALUES (${row});\n\n${sql}`;
}

/** What is not a step because it may run any number of times. */
export function closingText(): string {
  return spanComments();
}

/** The whole schema as one file for `psql`. The runner takes what it makes for its own. */
export function schemaText(schema: string, migrations: readonly Migration[]): string {
  const head =
    '-- Generated from the migrations: psql -f postgres.sql makes the schema, and mcp-otel takes it for its own.';
  return [head, 'BEGIN;', beginSchema(schema), ...migrations.map(stepText), closingText(), 'COMMIT;', ''].join('\n');
}
