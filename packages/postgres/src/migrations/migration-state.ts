import { escapeIdentifier } from 'pg';
import type { Queryable } from './queryable.ts';
import type { Migration } from './migrations.ts';

/** A step that a schema has. */
export type AppliedMigration = Pick<Migration, 'id' | 'name' | 'sha256' | 'breaking'>;

/** What a schema has, against what this version knows. */
export interface MigrationState {
  readonly applied: readonly AppliedMigration[];
  /** Steps that it has not. */
  readonly pending: readonly Migration[];
  /** Steps that it has with another text than ours. */
  readonly changed: readonly AppliedMigration[];
  /** Steps of a newer version. */
  readonly newer: readonly AppliedMigration[];
}

/** Reads which steps a schema has; one that is not there has none. */
export async function migrationState(
  client: Queryable,
  schema: string,
  migrations: readonly Migration[],
): Promise<MigrationState> {
  const applied = await appliedIn(client, schema);
  const known = new Map(migrations.map((migration) => [migration.id, migration]));
  const has = new Set(applied.map(({ id }) => id));
  return {
    applied,
    pending: migrations.filter(({ id }) => !has.has(id)),
    changed: applied.filter(({ id, sha256 }) => known.has(id) && known.get(id)?.sha256 !== sha256),
    newer: applied.filter(({ id }) => !known.has(id)),
  };
}

/**
 * What keeps this version from writing into a schema that has all of our steps: a step that is not what we know, or a newer
 * one that older programs cannot write beside. Undefined where nothing does.
 */
export function obstacle({ changed, newer }: MigrationState): string | undefined {
  const [other] = changed;
  if (other !== undefined)
    return `migration ${other.id} (${other.name}) was applied with another text than this version has`;
  const breaking = newer.find((migration) => migration.breaking);
  if (breaking !== undefined)
    return `migration ${breaking.id} (${breaking.name}) is of a newer version beside which this one cannot write: upgrade mcp-otel`;
  return undefined;
}

async function appliedIn(client: Queryable, schema: string): Promise<readonly AppliedMigration[]> {
  const table = `${escapeIdentifier(schema)}.migrations`;
  const { rows: found } = await client.query('SELECT to_regclass($1::text) IS NOT NULL AS there', [table]);
  if (found[0]?.['there'] !== true) return [];
  const { rows } = await client.query(`SELECT id, name, sha256, breaking FROM ${table} ORDER BY id`);
  return rows as unknown as readonly AppliedMigration[]; // The columns as the table has them.
}
