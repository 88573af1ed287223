import { escapeIdentifier, type Client } from 'pg';
import type { DatabaseSettings } from '../database/database-settings.ts';
import { migrate } from '../migrations/migrate.ts';
import { migrationState, obstacle } from '../migrations/migration-state.ts';
import { readMigrations } from '../migrations/migrations.ts';
import { copyPath } from '../store/copy-path.ts';
import { insertPath } from '../store/insert-path.ts';
import type { RowPath } from '../store/row-path.ts';

/**
 * Makes sure that a database can be written, and finds out how.
 *
 * @throws Error that says what it lacks and what to do
 */
export async function prepare(client: Client, settings: DatabaseSettings): Promise<RowPath> {
  const { schema } = settings;
  if (settings.migrate === 'auto') await migrate(client, schema);
  if (settings.migrate === 'check') await checkSchema(client, schema);
  return (await refusesCopy(client, schema)) ? insertPath : copyPath;
}

async function checkSchema(client: Client, schema: string): Promise<void> {
  const state = await migrationState(client, schema, readMigrations());
  const trouble = obstacle(state);
  if (trouble !== undefined) throw new Error(`schema ${schema}: ${trouble}`);
  const [missing] = state.pending;
  if (missing !== undefined)
    throw new Error(`schema ${schema} lacks migration ${missing.id} (${missing.name}): run mcp-otel db up`);
}

/** Row-level security for this role, or PGlite, whose server stops at a COPY. */
async function refusesCopy(client: Client, schema: string): Promise<boolean> {
  const { rows } = await client.query<{ readonly refuses: boolean }>(
    "SELECT row_security_active($1::text) OR version() ~* 'emscripten|emcc|wasm' AS refuses",
    [`${escapeIdentifier(schema)}.spans`],
  );
  return rows[0]?.refuses === true;
}
