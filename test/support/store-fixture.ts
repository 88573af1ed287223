import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts';
import { testDatabase, type TestDatabase } from './test-database.ts';

/** A database behind a proxy that goes wrong when it is told to, and a folder. */
export interface StoreFixture extends AsyncDisposable {
  /** An open connection past the proxy. */
  readonly client: Client;
  readonly proxy: FaultProxy;
  /** Address by way of the proxy. */
  readonly url: string;
  /** Address past it. */
  readonly directUrl: string;
  readonly folder: string;
  /** The one number that a question gives. */
  number(sql: string): Promise<number>;
}

/** @param given a database of a test's own; one in the Postgres of this run by default */
export async function storeFixture(given?: TestDatabase): Promise<StoreFixture> {
  const database = given ?? (await testDatabase());
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const url = new URL(database.url);
  const proxy = await startFaultProxy(Number(url.port));
  url.port = String(proxy.port);
  const folder = mkdtempSync(join(tmpdir(), 'mcp-otel-store-'));
  return {
    client,
    proxy,
    url: url.href,
    directUrl: database.url,
    folder,
    number: async (sql) => Number(Object.values((await client.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0]),
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await client.end();
      await database[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
