import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Spool } from '@mcp-otel/pipeline/spool';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startFaultProxy, type FaultProxy } from '../../../../test/support/fault-proxy.ts';
import { storableSpan } from '../../../../test/support/storable-span.ts';
import { testDatabase, type TestDatabase } from '../../../../test/support/test-database.ts';
import { testLog, type TestLog } from '../../../../test/support/test-log.ts';
import { waitUntil } from '../../../../test/support/wait-until.ts';
import { encodeBatch } from '../batch/batch-encoder.ts';
import type { DatabaseSettings } from '../database/database-settings.ts';
import { migrate } from '../migrations/migrate.ts';
import type { StorableSpan } from '../rows/storable-span.ts';
import { segmentOf } from '../segment/batch-segment.ts';
import { LocalDeliverer } from './local-deliverer.ts';

let database: TestDatabase;
let client: Client;
let proxy: FaultProxy;
let base: string;
let spool: Spool;
let told: TestLog;
let deliverer: LocalDeliverer | undefined;

beforeAll(async () => {
  database = await testDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  proxy = await startFaultProxy(Number(new URL(database.url).port));
  base = mkdtempSync(join(tmpdir(), 'mcp-otel-deliverer-'));
  spool = new Spool({ base, maxBytes: 1 << 26, sync: 'process', sealed: false });
  told = testLog();
});
afterEach(async () => {
  await proxy[Symbol.asyncDispose]();
  await deliverer?.stop();
  deliverer = undefined;
  rmSync(base, { recursive: true, force: true });
  await client.query('DROP SCHEMA IF EXISTS mcp_otel CASCADE');
});

function throughProxy(): string {
  const url = new URL(database.url);
  url.port = String(proxy.port);
  return url.href;
}

function open(more: Partial<DatabaseSettings> = {}): LocalDeliverer {
  deliverer = new LocalDeliverer({
    database: { url: throughProxy(), schema: 'mcp_otel', migrate: 'auto', ...more },
    folder: spool.folder,
    base,
    key: undefined,
    log: told.log,
  });
  return deliverer;
}

async function spooled(spans: readonly StorableSpan[]): Promise<void> {
  const seq = spool.takeSeq();
  const batch = encodeBatch({ writer: spool.writer, seq }, spans);
  await spool.write({ writer: spool.writer, seq, spans: spans.length, security: false }, segmentOf(batch));
}

const some = (count: number): readonly StorableSpan[] => Array.from({ length: count }, () => storableSpan());

async function stored(): Promise<{ readonly spans: number; readonly batches: number }> {
  const { rows } = await client.query<{ readonly spans: number; readonly batches: number }>(
    'SELECT (SELECT count(*)::int4 FROM mcp_otel.spans) AS spans, (SELECT count(*)::int4 FROM mcp_otel.batches) AS batches',
  );
  return rows[0] ?? { spans: 0, batches: 0 };
}

const untilStored = (spans: number): Promise<void> =>
  waitUntil(`${spans} spans are stored`, async () => (await stored().catch(() => undefined))?.spans === spans, 20_000);

describe('what is on disk', () => {
  test('is stored in the order in which it was written, and then gone from the disk', async () => {
    await spooled(some(3));
    await spooled(some(4));
    await open().flush();
    expect(await stored()).toEqual({ spans: 7, batches: 2 });
    expect(deliverer?.sums()).toMatchObject({ stored: 7, refused: 0, damaged: 0, recovered: 0 });
    expect(readdirSync(spool.folder).filter((file) => !/\.(?:json|done)$/.test(file))).toEqual([]);
    const { rows } = await client.query<{ readonly seq: string }>(
      'SELECT seq FROM mcp_otel.batches ORDER BY stored_at',
    );
    expect(rows.map(({ seq }) => seq)).toEqual(['1', '2']);
    const hours = async (): Promise<number> => (await client.query('SELECT FROM mcp_otel.tool_hours')).rows.length;
    await waitUntil('percentiles are computed', async () => (await hours()) === 1);
    expect(told.lines).toEqual([]);
  });
  test('waits for a database that cannot be reached, which is said once, and again when it is', async () => {
    proxy.fault = 'refuse';
    await spooled(some(5));
    await open().flush();
    await deliverer?.flush();
    expect(deliverer?.sums().stored).toBe(0);
    expect(told.lines).toEqual([
      expect.stringMatching(
        /^mcp-otel warn: spans cannot be stored in Postgres \(.+\); they are kept and stored later$/,
      ),
    ]);
    proxy.fault = 'pass';
    await untilStored(5);
    await waitUntil('it is said', async () => told.lines.length === 2);
    expect(told.lines[1]).toBe('mcp-otel info: spans are stored in Postgres again');
  });
  test('is stored once where the connection is cut before the batch has arrived, and after', async () => {
    await spooled(some(2));
    await open().flush();
    for (const when of ['before', 'after'] as const) {
      await spooled(some(400));
      proxy.cutAfter(100_000, when);
      await deliverer?.flush();
      await deliverer?.flush();
    }
    await untilStored(802);
    expect((await stored()).batches).toBe(3);
    expect(deliverer?.sums().stored).toBe(802);
  });
  test('is stored by way of a slow network', async () => {
    proxy.fault = 'slow';
    await spooled(some(200));
    await open().flush();
    expect(await stored()).toEqual({ spans: 200, batches: 1 });
  });
  test('is stored when a server that takes bytes and answers nothing is gone', async () => {
    await spooled(some(3));
    await open().flush();
    proxy.fault = 'hang';
    await spooled(some(3));
    const flushing = deliverer?.flush();
    await waitUntil('it is on its way', async () =>
      readdirSync(spool.folder).some((file) => file.endsWith('.sending')),
    );
    proxy.fault = 'pass';
    proxy.cut();
    await flushing;
    await untilStored(6);
  });
  test('waits while the table is locked, and is stored then', async () => {
    await migrate(client, 'mcp_otel');
    await client.query('BEGIN; LOCK TABLE mcp_otel.spans IN ACCESS EXCLUSIVE MODE');
    await spooled(some(3));
    const flushing = open().flush();
    const observer = new Client({ connectionString: database.url });
    await observer.connect();
    const waiting = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    await waitUntil('it waits for the lock', async () => (await observer.query(waiting)).rows.length > 0);
    await observer.end();
    await client.query('COMMIT');
    await flushing;
    expect((await stored()).spans).toBe(3);
  });
  test('is stored while columns and indexes are added', async () => {
    await spooled(some(1));
    await open().flush();
    for (let step = 0; step < 10; step += 1) {
      await spooled(some(50));
      const flushing = deliverer?.flush();
      await client.query(`ALTER TABLE mcp_otel.spans ADD COLUMN added_${step} text`);
      await client.query(`CREATE INDEX added_index_${step} ON mcp_otel.spans (added_${step})`);
      await flushing;
    }
    await untilStored(501);
    expect(deliverer?.sums()).toMatchObject({ stored: 501, refused: 0 });
  });
});

describe('a database that is not ready', () => {
  test('without the schema is named, with what brings it there, and everything is stored when it is there', async () => {
    await spooled(some(2));
    await open({ migrate: 'check' }).flush();
    expect(told.lines).toEqual([expect.stringContaining('run mcp-otel db up')]);
    await migrate(client, 'mcp_otel');
    await deliverer?.flush();
    expect((await stored()).spans).toBe(2);
  });
  test('without the schema is named also where it is not looked at before', async () => {
    await spooled(some(2));
    await open({ migrate: 'off' }).flush();
    expect(told.lines).toEqual([expect.stringContaining('run mcp-otel db up')]);
  });
  test('without a grant is named with the grant, and everything is stored when it is given', async () => {
    await migrate(client, 'mcp_otel');
    const role = `role_${database.url.slice(-12)}`;
    await client.query(`CREATE ROLE ${role} LOGIN PASSWORD 'p'`);
    const url = new URL(throughProxy());
    url.username = role;
    url.password = 'p';
    await spooled(some(2));
    await open({ url: url.href, migrate: 'off' }).flush();
    expect(told.lines).toEqual([expect.stringMatching(/permission denied .*: grant it: mcp-otel needs USAGE/)]);
    await client.query(
      `GRANT USAGE ON SCHEMA mcp_otel TO ${role}; GRANT ALL ON ALL TABLES IN SCHEMA mcp_otel TO ${role}; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA mcp_otel TO ${role}`,
    );
    await deliverer?.flush();
    expect((await stored()).spans).toBe(2);
    await deliverer?.stop();
    await client.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });
  test('with another password is said without either', async () => {
    const url = new URL(throughProxy());
    url.password = 'wrong-secret';
    await spooled(some(1));
    await open({ url: url.href }).flush();
    expect(told.lines).toEqual([
      expect.stringMatching(/password authentication failed.*correct user and password in MCP_OTEL_POSTGRES_URL/),
    ]);
    expect(told.lines.join()).not.toContain('wrong-secret');
  });
  test('takes the password out of a file, and a new one with the next connection', async () => {
    const url = new URL(throughProxy());
    const right = url.password;
    url.password = '';
    const passwordFile = join(base, 'password');
    writeFileSync(passwordFile, 'wrong\n');
    await spooled(some(1));
    await open({ url: url.href, passwordFile }).flush();
    expect(told.lines).toEqual([expect.stringContaining('password authentication failed')]);
    writeFileSync(passwordFile, `${right}\n`);
    await deliverer?.flush();
    expect((await stored()).spans).toBe(1);
  });
  test('takes the password from a command, whose failure is said without what it printed', async () => {
    const url = new URL(throughProxy());
    const right = url.password;
    url.password = '';
    await spooled(some(1));
    await open({ url: url.href, passwordCommand: 'echo hidden; exit 3' }).flush();
    expect(told.lines).toEqual([expect.stringContaining('there is no password: the command ended with 3')]);
    expect(told.lines.join()).not.toContain('hidden');
    await deliverer?.stop();
    await open({ url: url.href, passwordCommand: `printf '%s\\n' '${right}'` }).flush();
    expect((await stored()).spans).toBe(1);
  });
});

describe('where rows do not come in by COPY', () => {
  test('because of row-level security they come in by INSERT, and a policy decides about each', async () => {
    await migrate(client, 'mcp_otel');
    const role = `rls_${database.url.slice(-12)}`;
    await client.query(
      `CREATE ROLE ${role} LOGIN PASSWORD 'p'; GRANT USAGE ON SCHEMA mcp_otel TO ${role};
       GRANT ALL ON ALL TABLES IN SCHEMA mcp_otel TO ${role}; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA mcp_otel TO ${role};
       ALTER TABLE mcp_otel.spans ENABLE ROW LEVEL SECURITY;
       CREATE POLICY not_secret ON mcp_otel.spans USING (true) WITH CHECK (name <> 'secret')`,
    );
    const url = new URL(throughProxy());
    url.username = role;
    url.password = 'p';
    await spooled(some(3));
    await open({ url: url.href, migrate: 'off' }).flush();
    expect(await stored()).toEqual({ spans: 3, batches: 1 });
    await deliverer?.stop();
    await client.query(`DROP SCHEMA mcp_otel CASCADE; DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });
});

describe('what can never be stored', () => {
  test('is kept aside, counted and told, and what comes after it is stored', async () => {
    await spooled(some(2));
    const seq = spool.takeSeq();
    const batch = encodeBatch({ writer: spool.writer, seq }, some(1));
    const header = batch.header.replace(/"spans":1/, '"spans":"many"');
    await spool.write({ writer: spool.writer, seq, spans: 1, security: false }, segmentOf({ ...batch, header }));
    await spooled(some(3));
    await open().flush();
    expect((await stored()).spans).toBe(5);
    expect(deliverer?.sums()).toMatchObject({ stored: 5, refused: 1 });
    expect(told.lines).toEqual([expect.stringContaining('1 spans are refused by the database for good (')]);
    expect(readdirSync(join(spool.folder, 'damaged'))).toHaveLength(1);
  });
  test('is in the quarantine row by row, which is told once', async () => {
    const far = storableSpan({ start: [Date.UTC(2_500, 0) / 1_000, 0] });
    await spooled([...some(2), far]);
    await spooled([...some(1), far]);
    await open().flush();
    expect((await stored()).spans).toBe(3);
    expect(deliverer?.sums()).toMatchObject({ stored: 5 });
    expect(told.lines).toEqual([expect.stringContaining('they are in its quarantine')]);
  });
});

test('what another process has left behind is stored as well, and its folder is free again', async () => {
  await spooled(some(4));
  spool.release();
  spool = new Spool({ base: join(base, 'other'), maxBytes: 1 << 20, sync: 'process', sealed: false });
  await open().flush();
  expect((await stored()).spans).toBe(4);
  expect(deliverer?.sums()).toMatchObject({ stored: 4, recovered: 4 });
  expect(readdirSync(base)).toContainEqual(expect.stringMatching(/^free-/));
});

test('a folder of others that cannot be read is told, and what is in the own one is stored', async () => {
  await spooled(some(2));
  const unreadable = join(base, 'a-file');
  writeFileSync(unreadable, '');
  const { folder } = spool;
  const settings = { url: throughProxy(), schema: 'mcp_otel', migrate: 'auto' } as const;
  deliverer = new LocalDeliverer({ database: settings, folder, base: unreadable, key: undefined, log: told.log });
  await deliverer.flush();
  expect((await stored()).spans).toBe(2);
  expect(told.lines).toEqual([expect.stringContaining('ENOTDIR')]);
});
