import { randomUUID } from 'node:crypto';
import { startCluster, withClient } from '@mcp-otel/postgres';
import { inject } from 'vitest';

/** A database of one test's own. */
export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
}

/** Makes an empty database in the Postgres of this run; it is dropped with the test. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await startCluster(inject('clusterFolder'));
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await withClient(server.url, (client) => client.query(`CREATE DATABASE ${name}`));
  return {
    url: server.url.replace(/[^/]*$/, name),
    async [Symbol.asyncDispose]() {
      await withClient(server.url, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}
