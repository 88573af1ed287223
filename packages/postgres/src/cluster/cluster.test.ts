import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clusterStatus, startCluster, stopCluster } from './cluster.ts';
import { serverBinaries } from './server-binaries.ts';

let above: string;
let folder: string;

beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'mcp-otel-cluster-'));
  chmodSync(above, 0o755); // Postgres runs as somebody else where this is root.
  folder = join(above, 'postgres');
});
afterEach(async () => {
  await stopCluster(folder);
  rmSync(above, { recursive: true, force: true });
});

async function ask(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as unknown[];
  } finally {
    await client.end();
  }
}

const withoutPassword = (url: string): string => url.replace(/:[^:@]+@/, ':wrong@');

describe('a private cluster', () => {
  test('is on loopback, lets in who has its password, and nobody else', async () => {
    const { url, port } = await startCluster(folder);
    expect(await ask(url, "SELECT current_database() AS name, current_setting('listen_addresses') AS host")).toEqual([
      { name: 'mcp_otel', host: '127.0.0.1' },
    ]);
    expect(new URL(url).port).toBe(String(port));
    await expect(ask(withoutPassword(url), 'SELECT 1')).rejects.toThrow('password authentication failed');
    expect(statSync(join(folder, 'data', 'mcp-otel.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'postgres.log')).mode & 0o777).toBe(0o600);
  });
  test('is found by whoever starts it again, also at the same moment', async () => {
    const started = await Promise.all([startCluster(folder), startCluster(folder), startCluster(folder)]);
    expect(new Set(started.map(({ pid }) => pid)).size).toBe(1);
    expect(clusterStatus(folder)).toEqual(started[0]);
  });
  test('keeps its data and its password when it is stopped and started', async () => {
    const { url } = await startCluster(folder);
    await ask(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    expect([await stopCluster(folder), clusterStatus(folder), await stopCluster(folder)]).toEqual([
      true,
      undefined,
      false,
    ]);
    const again = await startCluster(folder);
    expect(new URL(again.url).password).toBe(new URL(url).password);
    expect(await ask(again.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });
  test('that was killed comes back with what was committed', async () => {
    const { url, pid } = await startCluster(folder);
    await ask(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => clusterStatus(folder)).toBeUndefined();
    expect(await ask((await startCluster(folder)).url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });
  test('whose number belongs to another program now is started', async () => {
    await startCluster(folder);
    await stopCluster(folder);
    writeFileSync(join(folder, 'data', 'postmaster.pid'), `${process.pid}\n${folder}/data\n0\n5432\n`);
    expect(clusterStatus(folder)).toBeUndefined();
    expect(await ask((await startCluster(folder)).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
  test('that a crash has left half-made, or locked, is made anew', async () => {
    mkdirSync(join(folder, 'data-in-the-making-1', 'base'), { recursive: true });
    writeFileSync(join(folder, 'data-in-the-making-1.password'), 'old');
    writeFileSync(join(folder, 'lock'), '999999999');
    expect(await ask((await startCluster(folder)).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(() => statSync(join(folder, 'data-in-the-making-1'))).toThrow('ENOENT');
  });
  test('runs from the npm package where the system has no server, install scripts or not', async () => {
    const embedded = serverBinaries(process.env).filter((server) => server.embedded);
    const { url } = await startCluster(folder, embedded);
    expect(await ask(url, "SELECT current_setting('server_version_num')::int / 10000 AS version")).toEqual([
      { version: 18 },
    ]);
  });
  test('says what to do where there is no server, or none of the version of its data', async () => {
    await expect(startCluster(folder, [])).rejects.toThrow(/there is no Postgres server on this machine: install one/);
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data', 'PG_VERSION'), '9\n');
    await expect(startCluster(folder)).rejects.toThrow(
      /the data in .* is of Postgres 9, and only .*18 is on this machine/,
    );
  });
  if (process.getuid?.() === 0)
    test('of root says which folder its user may not enter', async () => {
      chmodSync(above, 0o700);
      await expect(startCluster(folder)).rejects.toThrow(`may not enter ${above}: choose another folder`);
    });
});
