import { withClient } from '@mcp-otel/postgres';
import { expect, test } from 'vitest';
import { testDatabase, wantedPostgres } from './support/test-database.ts';

test('the Postgres that is tested is of the version that is meant', async () => {
  await using database = await testDatabase();
  const { rows } = await withClient(database.url, (client) =>
    client.query<{ server_version: string }>('SHOW server_version'),
  );
  const [major] = (rows[0]?.server_version ?? '').split('.');
  expect(major).toBe(wantedPostgres()?.version ?? major);
  expect(Number(major)).toBeGreaterThanOrEqual(14);
});
