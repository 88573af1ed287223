import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopCluster } from '@mcp-otel/postgres';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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
