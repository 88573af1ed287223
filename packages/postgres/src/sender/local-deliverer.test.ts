import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Spool } from '@mcp-otel/pipeline/spool';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { storableSpan } from '../../../../test/support/storable-span.ts';
import { some, testDeliverer } from '../../../../test/support/test-deliverer.ts';
import { waitUntil } from '../../../../test/support/wait-until.ts';
import { migrate } from '../migrations/migrate.ts';

describe('what is on disk', () => {
  test('is stored in the order in which it was written, and then gone from the disk', async () => {
    await using it = await testDeliverer();
    await it.write(some(3));
    await it.write(some(4));
    const deliverer = it.open();
    await deliverer.flush();
    expect(await it.stored()).toEqual({ spans: 7, batches: 2 });
    expect(deliverer.sums()).toMatchObject({ stored: 7, refused: 0, damaged: 0, recovered: 0 });
    expect(readdirSync(it.spool.folder).filter((file) => !/\.(?:json|done)$/.test(file))).toEqual([]);
    const { rows } = await it.client.query('SELECT seq FROM mcp_otel.batches ORDER BY stored_at');
    expect(rows).toEqual([{ seq: '1' }, { seq: '2' }]);
    const hours = async (): Promise<number> => it.number('SELECT count(*) FROM mcp_otel.tool_hours');
    await waitUntil('percentiles are computed', async () => (await hours()) === 1);
    expect(it.lines).toEqual([]);
  });
  test('waits for a database that cannot be reached, which is said once, and again when it is', async () => {
    await using it = await testDeliverer();
    it.proxy.fault = 'refuse';
    await it.write(some(5));
    const deliverer = it.open();
    await deliverer.flush();
    await deliverer.flush();
    expect(deliverer.sums().stored).toBe(0);
    expect(it.lines).toEqual([
      expect.stringMatching(
        /^mcp-otel warn: spans cannot be stored in Postgres \(.+\); they are kept and stored later$/,
      ),
    ]);
    it.proxy.fault = 'pass';
    await it.untilStored(5);
    await waitUntil('it is said', async () => it.lines.length === 2);
    expect(it.lines[1]).toBe('mcp-otel info: spans are stored in Postgres again');
  });
  test('is stored once where the connection is cut before the batch has arrived, and after', async () => {
    await using it = await testDeliverer();
    await it.write(some(2));
    const deliverer = it.open();
    await deliverer.flush();
    for (const when of ['before', 'after'] as const) {
      await it.write(some(400));
      it.proxy.cutAfter(100_000, when);
      await deliverer.flush();
      await deliverer.flush();
    }
    await it.untilStored(802);
    expect((await it.stored()).batches).toBe(3);
    expect(deliverer.sums().stored).toBe(802);
  });
  test('is stored by way of a slow network', async () => {
    await using it = await testDeliverer();
    it.proxy.fault = 'slow';
    await it.write(some(200));
    await it.open().flush();
    expect(await it.stored()).toEqual({ spans: 200, batches: 1 });
  });
  test('is stored when a server that takes bytes and answers nothing is gone', async () => {
    await using it = await testDeliverer();
    await it.write(some(3));
    const deliverer = it.open();
    await deliverer.flush();
    it.proxy.fault = 'hang';
    await it.write(some(3));
    const flushing = deliverer.flush();
    const isSending = (): boolean => readdirSync(it.spool.folder).some((file) => file.endsWith('.sending'));
    await waitUntil('it is on its way', async () => isSending());
    it.proxy.fault = 'pass';
    it.proxy.cut();
    await flushing;
    await it.untilStored(6);
    expect(deliverer.sums().stored).toBe(6);
  });
  test('waits while the table is locked, and is stored then', async () => {
    await using it = await testDeliverer();
    await migrate(it.client, 'mcp_otel');
    await it.client.query('BEGIN; LOCK TABLE mcp_otel.spans IN ACCESS EXCLUSIVE MODE');
    await it.write(some(3));
    const flushing = it.open().flush();
    const observer = new Client({ connectionString: it.directUrl });
    await observer.connect();
    const waiting = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    await waitUntil('it waits for the lock', async () => (await observer.query(waiting)).rows.length > 0);
    await observer.end();
    await it.client.query('COMMIT');
    await flushing;
    expect((await it.stored()).spans).toBe(3);
  });
  test('is stored once where a lock is held for longer than anybody waits for an answer', async () => {
    await using it = await testDeliverer();
    await migrate(it.client, 'mcp_otel');
    await it.client.query('BEGIN; LOCK TABLE mcp_otel.spans IN ACCESS EXCLUSIVE MODE');
    await it.write(some(3));
    const deliverer = it.open({ batchMs: 200 });
    await deliverer.flush();
    expect(deliverer.sums().stored).toBe(0);
    await deliverer.flush();
    await it.client.query('COMMIT');
    await it.untilStored(3);
    await waitUntil('it is known to be stored', async () => deliverer.sums().stored === 3);
    expect(await it.stored()).toEqual({ spans: 3, batches: 1 });
  });
  test('is stored while columns and indexes are added', async () => {
    await using it = await testDeliverer();
    await it.write(some(1));
    const deliverer = it.open();
    await deliverer.flush();
    for (let step = 0; step < 10; step += 1) {
      await it.write(some(50));
      const flushing = deliverer.flush();
      await it.client.query(`ALTER TABLE mcp_otel.spans ADD COLUMN added_${step} text`);
      await it.client.query(`CREATE INDEX added_index_${step} ON mcp_otel.spans (added_${step})`);
      await flushing;
    }
    await it.untilStored(501);
    expect(deliverer.sums()).toMatchObject({ stored: 501, refused: 0 });
  });
});

describe('what can never be stored', () => {
  test('is kept aside, counted and told, and what comes after it is stored', async () => {
    await using it = await testDeliverer();
    await it.write(some(2));
    await it.write(some(1), (batch) => ({ ...batch, header: batch.header.replace('"spans":1', '"spans":"many"') }));
    await it.write(some(3));
    const deliverer = it.open();
    await deliverer.flush();
    expect((await it.stored()).spans).toBe(5);
    expect(deliverer.sums()).toMatchObject({ stored: 5, refused: 1 });
    expect(it.lines).toEqual([expect.stringContaining('1 spans are refused by the database for good (')]);
    expect(readdirSync(join(it.spool.folder, 'damaged'))).toHaveLength(1);
  });
  test('is in the quarantine row by row, which is told once', async () => {
    await using it = await testDeliverer();
    const far = storableSpan({ start: [Date.UTC(2_500, 0) / 1_000, 0] });
    await it.write([...some(2), far]);
    await it.write([...some(1), far]);
    const deliverer = it.open();
    await deliverer.flush();
    expect((await it.stored()).spans).toBe(3);
    expect(deliverer.sums()).toMatchObject({ stored: 5 });
    expect(it.lines).toEqual([expect.stringContaining('they are in its quarantine')]);
  });
});

describe('what another process has left behind', () => {
  test('is stored as well, and its folder is free again', async () => {
    await using it = await testDeliverer();
    await it.write(some(4));
    it.spool.release();
    const own = new Spool({ base: join(it.folder, 'own'), maxBytes: 1 << 20, sync: 'process', sealed: false });
    const deliverer = it.open({}, { folder: own.folder, base: it.base });
    await deliverer.flush();
    expect((await it.stored()).spans).toBe(4);
    expect(deliverer.sums()).toMatchObject({ stored: 4, recovered: 4 });
    expect(readdirSync(it.base)).toEqual([expect.stringMatching(/^free-/)]);
  });
  test('in a folder that cannot be read is told of, and what is in the own one is stored', async () => {
    await using it = await testDeliverer();
    await it.write(some(2));
    const unreadable = join(it.folder, 'a-file');
    writeFileSync(unreadable, '');
    await it.open({}, { folder: it.spool.folder, base: unreadable }).flush();
    expect((await it.stored()).spans).toBe(2);
    expect(it.lines).toEqual([expect.stringContaining('ENOTDIR')]);
  });
});
