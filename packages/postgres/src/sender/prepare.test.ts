import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { some, testDeliverer, type TestDeliverer } from '../../../../test/support/test-deliverer.ts';
import { migrate } from '../migrations/migrate.ts';

/** Makes a role that may log in and nothing else. @returns the address under it, and what takes it away */
async function makeRole(it: TestDeliverer): Promise<{ url: string; role: string; drop: () => Promise<unknown> }> {
  const role = `role_${it.directUrl.slice(-12)}`;
  await it.client.query(`CREATE ROLE ${role} LOGIN PASSWORD 'p'`);
  const url = new URL(it.url);
  url.username = role;
  url.password = 'p';
  return { url: url.href, role, drop: () => it.client.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`) };
}

const grants = (role: string): string =>
  `GRANT USAGE ON SCHEMA mcp_otel TO ${role}; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA mcp_otel TO ${role};
   GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA mcp_otel TO ${role}`;

describe('a database that is not ready', () => {
  test.each(['check', 'off'] as const)(
    'without the schema is named, with what brings it there (%s), and everything is stored when it is there',
    async (mode) => {
      await using it = await testDeliverer();
      await it.write(some(2));
      const deliverer = it.open({ migrate: mode });
      await deliverer.flush();
      expect(it.lines).toEqual([expect.stringContaining('run mcp-otel db up')]);
      await migrate(it.client, 'mcp_otel');
      await deliverer.flush();
      expect((await it.stored()).spans).toBe(2);
    },
  );
  test('without a grant is named with the grant, and everything is stored when it is given', async () => {
    await using it = await testDeliverer();
    await migrate(it.client, 'mcp_otel');
    const { url, role, drop } = await makeRole(it);
    await it.write(some(2));
    const deliverer = it.open({ url, migrate: 'off' });
    await deliverer.flush();
    expect(it.lines).toEqual([expect.stringMatching(/permission denied .*: grant it: mcp-otel needs USAGE/)]);
    await it.client.query(grants(role));
    await deliverer.flush();
    expect((await it.stored()).spans).toBe(2);
    await deliverer.stop();
    await drop();
  });
  test('with row-level security gets rows by INSERT, because it takes none by COPY', async () => {
    await using it = await testDeliverer();
    await migrate(it.client, 'mcp_otel');
    const { url, role, drop } = await makeRole(it);
    await it.client.query(
      `${grants(role)}; ALTER TABLE mcp_otel.spans ENABLE ROW LEVEL SECURITY;
       CREATE POLICY all_of_them ON mcp_otel.spans TO ${role} USING (true)`,
    );
    await it.write(some(3));
    const deliverer = it.open({ url, migrate: 'off' });
    await deliverer.flush();
    expect(await it.stored()).toEqual({ spans: 3, batches: 1 });
    await deliverer.stop();
    await it.client.query('DROP SCHEMA mcp_otel CASCADE');
    await drop();
  });
});

describe('the password', () => {
  test('that is wrong is said, and neither is shown', async () => {
    await using it = await testDeliverer();
    const url = new URL(it.url);
    url.password = 'wrong-secret';
    await it.write(some(1));
    await it.open({ url: url.href }).flush();
    expect(it.lines).toEqual([
      expect.stringMatching(/password authentication failed.*correct user and password in MCP_OTEL_POSTGRES_URL/),
    ]);
    expect(it.lines.join()).not.toContain('wrong-secret');
  });
  test('is taken out of a file, and a new one with the next connection', async () => {
    await using it = await testDeliverer();
    const url = new URL(it.url);
    const { password: right } = url;
    url.password = '';
    const passwordFile = join(it.folder, 'password');
    writeFileSync(passwordFile, 'wrong\n');
    await it.write(some(1));
    const deliverer = it.open({ url: url.href, passwordFile });
    await deliverer.flush();
    expect(it.lines).toEqual([expect.stringContaining('password authentication failed')]);
    writeFileSync(passwordFile, `${right}\n`);
    await deliverer.flush();
    expect((await it.stored()).spans).toBe(1);
  });
  test('is taken from a command, whose failure is said without what it printed', async () => {
    await using it = await testDeliverer();
    const url = new URL(it.url);
    const { password: right } = url;
    url.password = '';
    await it.write(some(1));
    const deliverer = it.open({ url: url.href, passwordCommand: 'echo hidden; exit 3' });
    await deliverer.flush();
    expect(it.lines).toEqual([expect.stringContaining('there is no password: the command ended with 3')]);
    expect(it.lines.join()).not.toContain('hidden');
    await deliverer.stop();
    await it.open({ url: url.href, passwordCommand: `printf '%s\\n' '${right}'` }).flush();
    expect((await it.stored()).spans).toBe(1);
  });
});
