import { randomUUID } from 'node:crypto';
import { startCluster, withClient, type ServerBinaries } from '@mcp-otel/postgres';
import { inject } from 'vitest';

/** A database of one test's own. */
export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
}

/** The Postgres that `MCP_OTEL_TEST_POSTGRES` names, as `14=/folder/of/its/programs`. */
export function wantedPostgres(): { readonly version: string; readonly bin: string } | undefined {
  const [version = '', bin = ''] = (process.env['MCP_OTEL_TEST_POSTGRES'] ?? '').split('=');
  return bin === '' ? undefined : { version, bin };
}

/** Undefined for whatever can be found. */
export function wantedServers(): readonly ServerBinaries[] | undefined {
  const wanted = wantedPostgres();
  return wanted && [{ bin: wanted.bin, embedded: true }];
}

/** Makes an empty database in the Postgres of this run; it is dropped with the test. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await startCluster(inject('clusterFolder'), wantedServers());
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await withClient(server.url, (client) => client.query(`CREATE DATABASE ${name}`));
  return {
    url: server.url.replace(/[^/]*$/, name),
    async [Symbol.asyncDispose]() {
      await withClient(server.url, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}
