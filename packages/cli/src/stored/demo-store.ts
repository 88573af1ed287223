import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openSpanStore, withClient, type Queryable } from '@mcp-otel/postgres';
import { demoDatabase } from './demo-database.ts';
import { storedReport, type AnswerRow, type StoredReport } from './stored-report.ts';

/** A schema of the demo's own, in which its programs store their spans; it goes with the demo. */
export interface DemoStore extends AsyncDisposable {
  /** Variables for the programs. */
  readonly env: NodeJS.ProcessEnv;
  /** Sends what the programs have left on disk, and asks. */
  report(): Promise<StoredReport>;
}

/** @throws Error when there is no database, or it cannot be used */
export async function openDemoStore(env: NodeJS.ProcessEnv): Promise<DemoStore> {
  const database = await demoDatabase(env);
  const { url } = database;
  const schema = `mcp_otel_demo_${randomUUID().slice(0, 8)}`;
  const spoolDir = await mkdtemp(join(tmpdir(), 'mcp-otel-demo-spool-'));
  await withClient(url, (client) => migrate(client, schema));
  const release = holdDatabase(url);
  return {
    env: {
      MCP_OTEL_POSTGRES_URL: url,
      MCP_OTEL_POSTGRES_SCHEMA: schema,
      MCP_OTEL_POSTGRES_MIGRATE: 'check',
      MCP_OTEL_SPOOL_DIR: spoolDir,
    },
    async report() {
      await openSpanStore({ url, schema, spoolDir, migrate: 'check' }).shutdown();
      return withClient(url, async (client) => {
        await client.query(`SET search_path TO ${schema}`);
        return { ...(await storedReport((sql) => client.query<AnswerRow>(sql))), warning: database.warning };
      });
    },
    async [Symbol.asyncDispose]() {
      await withClient(url, (client) => dropSchema(client, schema));
      await rm(spoolDir, { recursive: true, force: true });
      await release();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** A connection for as long as the demo runs, so that nobody takes the server for unused. */
function holdDatabase(url: string): () => Promise<void> {
  const over = new AbortController();
  const held = withClient(url, () => once(over.signal, 'abort')).catch(() => undefined); // Who asks it next says what is wrong.
  return async () => {
    over.abort();
    await held;
  };
}

/** What a program has asked of the server at its end may be at work for a moment longer. */
async function dropSchema(client: Queryable, schema: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await client.query(`DROP SCHEMA ${schema} CASCADE`);
      return;
    } catch (error) {
      if ((error as { readonly code?: unknown }).code !== DEADLOCK || tries === TRIES) throw error;
    }
  }
}

const DEADLOCK = '40P01';
const TRIES = 5;
