import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMigrations, stopCluster, withClient } from '@mcp-otel/postgres';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/test-database.ts';
import { runCommand, type CommandResult } from '../testing.ts';

let above: string;
let folder: string;

beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'mcp-otel-db-'));
  chmodSync(above, 0o755);
  folder = join(above, 'postgres');
});
afterEach(async () => {
  await stopCluster(folder);
  rmSync(above, { recursive: true, force: true });
});

const db = (action: string, ...more: readonly string[]): Promise<CommandResult> =>
  runCommand(['db', action, '--folder', folder, ...more]);

describe('mcp-otel db', () => {
  test('starts a Postgres, tells where it is, and stops it', async () => {
    expect(await db('status')).toMatchObject({ code: 1, stdout: `no Postgres runs in ${folder}\n` });
    expect((await db('psql-url')).stderr).toContain('no database runs: mcp-otel db start');
    const env = { DATABASE_URL: 'postgres://user:secret@host/app' };
    const { stderr } = await runCommand(['db', 'up', '--folder', folder], env);
    expect(stderr).toContain('set MCP_OTEL_POSTGRES_URL to use it');
    expect(stderr).not.toContain('secret');
    const started = await db('start');
    expect([started.code, started.stdout]).toEqual([0, expect.stringMatching(/^Postgres runs on 127\.0\.0\.1:\d+, /)]);
    const { stdout: url } = await db('psql-url');
    expect(url).toMatch(/^postgres:\/\/mcp_otel:[\w-]{32}@127\.0\.0\.1:\d+\/mcp_otel\n$/);
    const password = new URL(url).password;
    expect(JSON.parse((await db('status', '--json')).stdout)).toEqual({
      folder,
      running: true,
      pid: expect.any(Number) as number,
      port: Number(new URL(url).port),
    });
    for (const { stdout } of [started, await db('status')]) expect(stdout).not.toContain(password);
    expect(await db('stop')).toMatchObject({ code: 0, stdout: `no Postgres runs in ${folder}\n` });
    expect((await db('status')).code).toBe(1);
  });
  test('up chooses the size of partitions, until there is one', async () => {
    await using database = await testDatabase();
    const up = (size: string) => runCommand(['db', 'up', '--postgres', database.url, '--partition', size]);
    expect([(await up('week')).code, (await up('week')).code]).toEqual([0, 0]);
    const partitions = await withClient(database.url, async (client) => {
      await client.query("SELECT mcp_otel.ensure_partitions('2026-03-04Z', '2026-03-05Z')");
      return (await client.query("SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r'")).rows;
    });
    expect(partitions).toEqual([{ relname: 'spans_20260302' }]);
    expect(await up('day')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('spans are in partitions of a week already') as string,
    });
    expect(await up('year')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--partition "year" is none of day, week, month') as string,
    });
  });
  test('names the database that somebody has chosen', async () => {
    const env = { MCP_OTEL_POSTGRES_URL: 'postgres://a@b/c' };
    expect((await runCommand(['db', 'psql-url', '--folder', folder], env)).stdout).toBe('postgres://a@b/c\n');
  });
  test('says what it knows when it is called wrongly', async () => {
    expect(await db('restart')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no action "restart"; db knows start, stop, status, psql-url') as string,
    });
  });
});

const steps = readMigrations()
  .map(({ id, name }) => `${id} ${name}`)
  .join(', ');

describe('mcp-otel db and the schema', () => {
  test('says what a database lacks, brings it up to date, and finds what somebody has changed', async () => {
    await using database = await testDatabase();
    const env = { MCP_OTEL_POSTGRES_URL: database.url };
    const schema = (action: string): Promise<CommandResult> => runCommand(['db', action, '--schema', 'audit'], env);
    expect(await schema('check')).toMatchObject({
      code: 1,
      stdout: `schema audit: it lacks ${steps}: mcp-otel db up\n`,
    });
    expect(await schema('up')).toMatchObject({ code: 0, stdout: `schema audit: applied ${steps}\n` });
    expect(await schema('up')).toMatchObject({ code: 0, stdout: 'schema audit is up to date\n' });
    expect(await schema('check')).toMatchObject({
      code: 0,
      stdout: `schema audit: it has all ${readMigrations().length} migrations\n`,
    });
    expect(await schema('drift')).toMatchObject({ code: 0, stdout: 'schema audit: it is as the migrations make it\n' });
    await withClient(database.url, (client) =>
      client.query('ALTER TABLE audit.writers DROP COLUMN host, ADD mine text'),
    );
    expect(await schema('drift')).toMatchObject({
      code: 1,
      stdout: 'schema audit: column writers.host is missing\n  column writers.mine should not be there\n',
    });
  });
  test('prints all of it for those who run SQL themselves, without a database', async () => {
    const { code, stdout } = await runCommand(['db', 'print', '--schema', 'audit']);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^-- .*\nBEGIN;\nCREATE SCHEMA .*"audit";[^]*\nCOMMIT;\n$/),
    ]);
  });
  test.each(['', 'pg_mine', 'x'.repeat(64)])('refuses %j as the name of a schema', async (name) => {
    const { code, stderr } = await runCommand(['db', 'print', `--schema=${name}`]);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`--schema=${JSON.stringify(name)} is no name of a schema`),
    ]);
  });
  test('says that there is no connection, and to whom without the password', async () => {
    const { code, stderr } = await runCommand(['db', 'up', '--postgres', 'postgres://user:secret@127.0.0.1:1/app']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('there is no connection to Postgres: ')]);
    expect(stderr).not.toContain('secret');
  });
});
