import { openSpanStore, withClient } from '@mcp-otel/postgres';
import { expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { some } from '../../../../test/support/test-deliverer.ts';
import { demoDatabase } from './demo-database.ts';

test('where no Postgres can be started PGlite stands in, says so, and stores spans of several connections', async () => {
  const spoolDir = mkdtempSync(join(tmpdir(), 'mcp-otel-demo-database-'));
  const env = { XDG_DATA_HOME: spoolDir };
  await using database = await demoDatabase(env, () => Promise.reject(new Error('there is no Postgres server')));
  expect(database.warning).toBe(
    'there is no Postgres server; PGlite stands in for it, which is slower and takes no COPY',
  );
  const { url } = database;
  await withClient(url, async (client) => {
    const store = openSpanStore({ url, spoolDir });
    await store.put(some(20));
    await store.shutdown();
    expect((await client.query('SELECT count(*)::int4 AS spans FROM mcp_otel.spans')).rows).toEqual([{ spans: 20 }]);
  });
  rmSync(spoolDir, { recursive: true });
});
