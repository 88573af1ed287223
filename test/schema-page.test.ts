import { fileURLToPath } from 'node:url';
import { migrate, withClient } from '@mcp-otel/postgres';
import { expect, test } from 'vitest';
import { schemaPage } from './artifacts/schema-page.ts';
import { testDatabase } from './support/test-database.ts';

test('the page of the schema is what the database says of itself (`npm run artifacts` writes it)', async () => {
  await using database = await testDatabase();
  const page = await withClient(database.url, async (client) => {
    await migrate(client, 'mcp_otel');
    return schemaPage(client, 'mcp_otel');
  });
  const file = fileURLToPath(new URL('../packages/postgres/docs/schema.md', import.meta.url));
  await expect(page).toMatchFileSnapshot(file);
});
