import { beginSchema, closingText, enterSchema, stepText } from './apply.ts';
import { migrationState, obstacle } from './migration-state.ts';
import { readMigrations, type Migration } from './migrations.ts';
import { inTransaction, type Queryable } from './queryable.ts';

/** First major version of Postgres that has everything that is used (`DETACH ... CONCURRENTLY`). */
const OLDEST = 14;

/**
 * Brings a schema to the present version: one transaction per step, under an advisory lock, so that of many that begin at
 * once one does the work and the others find it done.
 *
 * @param client one connection, which a pooler may share between transactions
 * @returns the steps that were applied
 * @throws Error when the server is too old, a step was changed after it was applied, a newer version has written here, or a
 *   step fails; that step is undone and those before it stay
 */
export async function migrate(
  client: Queryable,
  schema: string,
  migrations: readonly Migration[] = readMigrations(),
): Promise<readonly Migration[]> {
  await refuseOldServer(client);
  const applied: Migration[] = [];
  for (;;) {
    const step = await inTransaction(client, () => nextStep(client, schema, migrations));
    if (step === undefined) break;
    applied.push(step);
  }
  return applied;
}

async function nextStep(
  client: Queryable,
  schema: string,
  migrations: readonly Migration[],
): Promise<Migration | undefined> {
  await client.query("SELECT pg_advisory_xact_lock(hashtext('mcp_otel migrations'), hashtext($1::text))", [schema]);
  const state = await migrationState(client, schema, migrations);
  const trouble = obstacle(state);
  if (trouble !== undefined) throw new Error(`schema ${schema}: ${trouble}`);
  const [step] = state.pending;
  if (step === undefined) return undefined;
  // A schema that an administrator has made need not be one that this role may make.
  await client.query(state.applied.length === 0 ? await beginning(client, schema) : enterSchema(schema));
  await applyStep(client, step);
  if (state.pending.length === 1) await client.query(closingText());
  return step;
}

async function beginning(client: Queryable, schema: string): Promise<string> {
  const { rows } = await client.query('SELECT FROM pg_namespace WHERE nspname = $1::text', [schema]);
  const statements = beginSchema(schema);
  return rows.length === 0 ? statements : statements.slice(statements.indexOf('\n') + 1);
}

async function applyStep(client: Queryable, step: Migration): Promise<void> {
  try {
    await client.query(stepText(step));
  } catch (error) {
    throw new Error(`migration ${step.id} (${step.name}) failed and was undone: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

async function refuseOldServer(client: Queryable): Promise<void> {
  const { rows } = await client.query("SELECT current_setting('server_version_num')::int4 AS version");
  const version = Math.floor(Number(rows[0]?.['version']) / 10_000);
  if (version < OLDEST) throw new Error(`Postgres ${version} is too old: mcp-otel needs ${OLDEST} or newer`);
}
