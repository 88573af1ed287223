import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { testDatabase } from '../../../../test/support/test-database.ts';
import { withClient } from './with-client.ts';

afterEach(() => vi.unstubAllEnvs());

test('an address without a password takes that of the file that is named, one with a password does not', async () => {
  await using database = await testDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'mcp-otel-password-'));
  const file = join(folder, 'password');
  const url = new URL(database.url);
  vi.stubEnv('MCP_OTEL_POSTGRES_PASSWORD_FILE', file);
  const ask = (address: string): Promise<unknown> =>
    withClient(address, async (client) => (await client.query('SELECT 1 AS one')).rows);
  writeFileSync(file, 'another one\n');
  expect(await ask(url.href)).toEqual([{ one: 1 }]);
  const { password } = url;
  url.password = '';
  await expect(ask(url.href)).rejects.toThrow('there is no connection to Postgres: password authentication failed');
  writeFileSync(file, `${password}\n`);
  expect(await ask(url.href)).toEqual([{ one: 1 }]);
  rmSync(folder, { recursive: true });
});
