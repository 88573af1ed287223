import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SpanKind } from '@opentelemetry/api';
import { SamplingDecision } from '@opentelemetry/sdk-trace-base';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startFaultProxy, type FaultProxy } from '../../../../test/support/fault-proxy.ts';
import { testDatabase, type TestDatabase } from '../../../../test/support/test-database.ts';
import { testLane, type TestLane } from '../../../../test/support/test-lane.ts';
import { waitUntil } from '../../../../test/support/wait-until.ts';
import type { AuditLane } from './audit-lane.ts';

let database: TestDatabase;
let client: Client;
let proxy: FaultProxy;
let base: string;
const lanes: AuditLane[] = [];

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
  base = mkdtempSync(join(tmpdir(), 'mcp-otel-lane-'));
});
afterEach(async () => {
  await proxy[Symbol.asyncDispose]();
  for (const lane of lanes.splice(0)) await lane.shutdown();
  rmSync(base, { recursive: true, force: true });
  await untilDropped();
});

/** Upkeep of a thread that was ended in the middle may be at work for a moment longer. */
async function untilDropped(): Promise<void> {
  const drop = 'DROP SCHEMA IF EXISTS mcp_otel CASCADE';
  await waitUntil('the schema is dropped', () =>
    client.query(drop).then(
      () => true,
      () => false,
    ),
  );
}

function open(
  env: Readonly<Record<string, string>> = {},
  ...more: readonly [Parameters<typeof testLane>[1]?]
): TestLane {
  const url = new URL(database.url);
  url.port = String(proxy.port);
  const lane = testLane({ MCP_OTEL_POSTGRES_URL: url.href, MCP_OTEL_SPOOL_DIR: join(base, 'spool'), ...env }, ...more);
  lanes.push(lane.lane);
  return lane;
}

function call({ tracer }: TestLane, count = 1, attributes: Readonly<Record<string, string>> = {}): void {
  for (let made = 0; made < count; made += 1) {
    const more = { 'mcp.method.name': 'tools/call', 'gen_ai.tool.name': 'echo', ...attributes };
    tracer.startSpan('tools/call echo', { kind: SpanKind.CLIENT, attributes: more }).end();
  }
}

const numbers = async (sql: string): Promise<number> =>
  Number((await client.query<{ readonly n: unknown }>(sql)).rows[0]?.n);
const spans = (): Promise<number> => numbers('SELECT count(*) AS n FROM mcp_otel.spans');
const files = (): readonly string[] => readdirSync(join(base, 'spool'), { recursive: true, encoding: 'utf8' });
const segments = (): readonly string[] => files().filter((file) => /\.(?:seg|sending)$/.test(file));

describe('spans that have ended', () => {
  test('are stored once, whether they are sampled or not, and the books balance', async () => {
    const recordOnly = {
      shouldSample: () => ({ decision: SamplingDecision.RECORD }),
      toString: () => 'record only',
    };
    const lane = open({}, recordOnly);
    call(lane, 1_000);
    await lane.lane.forceFlush();
    expect(await spans()).toBe(1_000);
    expect(lane.lane.statement()).toMatchObject({
      started: 1_000,
      delivered: 1_000,
      inFlight: 0,
      spooled: 0,
      residual: 0,
    });
    expect(lane.lines).toEqual([]);
  });
  test('are on disk soon after, without anybody asking', async () => {
    proxy.fault = 'refuse';
    const lane = open();
    call(lane, 3);
    await waitUntil('they are on disk', async () => lane.lane.statement().spooled === 3);
    expect(segments()).toHaveLength(1);
    expect(lane.lane.statement()).toMatchObject({ started: 3, inFlight: 0, spooled: 3, residual: 0 });
  });
  test('are kept while the database is away, and stored when it is back', async () => {
    proxy.fault = 'refuse';
    const lane = open();
    for (let round = 0; round < 5; round += 1) {
      call(lane, 10);
      await lane.lane.forceFlush();
    }
    expect(lane.lane.statement()).toMatchObject({ started: 50, delivered: 0, spooled: 50, residual: 0 });
    proxy.fault = 'pass';
    await waitUntil('they are stored', async () => lane.lane.statement().delivered === 50);
    expect(await spans()).toBe(50);
    expect(segments()).toEqual([]);
  });
  test('are stored by the end of a process that has time, without its event loop', () => {
    const lane = open({ MCP_OTEL_POSTGRES_URL: database.url }); // The proxy is in this thread, which stands still.
    call(lane, 20);
    expect(lane.lane.flushSync(20_000)).toBe(0);
    expect(lane.lane.statement()).toMatchObject({ delivered: 20, residual: 0 });
  });
  test('are on disk by the end of a process that has no database', () => {
    proxy.fault = 'refuse';
    const lane = open();
    call(lane, 20);
    expect(lane.lane.flushSync(50)).toBe(0);
    expect(lane.lane.statement()).toMatchObject({ spooled: 20, residual: 0 });
  });
  test('go by way of memory where the folder cannot be used, which is said', async () => {
    writeFileSync(join(base, 'spool'), 'a file');
    const lane = open();
    call(lane, 30);
    await lane.lane.forceFlush();
    expect(await spans()).toBe(30);
    expect(lane.lane.statement()).toMatchObject({ delivered: 30, inFlight: 0, residual: 0 });
    expect(lane.lines).toEqual([expect.stringMatching(/set MCP_OTEL_SPOOL_DIR to a folder that can be written$/)]);
  });
  test('that are in memory only are counted as lost when the process ends before they are stored', () => {
    proxy.fault = 'refuse';
    writeFileSync(join(base, 'spool'), 'a file');
    const lane = open();
    call(lane, 30);
    expect(lane.lane.flushSync(50)).toBe(30);
    expect(lane.lane.statement()).toMatchObject({ dropped: { shutdown_deadline: 30 }, inFlight: 0, residual: 0 });
  });
  test('are dropped and counted where more wait than there is room for', () => {
    const lane = open({ MCP_OTEL_QUEUE_BYTES: '1048576' });
    call(lane, 200, { text: 'x'.repeat(10_000) });
    const { dropped, inFlight, residual } = lane.lane.statement();
    expect(dropped.queue_bytes).toBeGreaterThan(50);
    expect([inFlight + (dropped.queue_bytes ?? 0), residual]).toEqual([200, 0]);
    expect(lane.lines).toEqual([
      expect.stringContaining('(MCP_OTEL_QUEUE_BYTES); further spans are dropped and counted'),
    ]);
  });
  test('make room for newer ones where the folder is full, security events last, and every one is counted', async () => {
    proxy.fault = 'refuse';
    const lane = open({ MCP_OTEL_SPOOL_BYTES: '1048576', OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '64' });
    call(lane, 2, { 'mcp_otel.security.event': 'access_denied' });
    await lane.lane.forceFlush();
    for (let round = 0; round < 20; round += 1) {
      call(lane, 64, { text: randomBytes(1_000).toString('hex') });
      await lane.lane.forceFlush();
    }
    const { dropped, spooled } = lane.lane.statement();
    expect(dropped.spool_full).toBeGreaterThan(0);
    expect(spooled + (dropped.spool_full ?? 0)).toBe(1_282);
    expect(lane.lines).toEqual([expect.stringContaining('(MCP_OTEL_SPOOL_BYTES): the oldest are dropped and counted')]);
    proxy.fault = 'pass';
    await waitUntil('the rest is stored', async () => lane.lane.statement().delivered === spooled);
    expect([
      await spans(),
      await numbers('SELECT count(*) AS n FROM mcp_otel.spans WHERE security_event IS NOT NULL'),
      lane.lane.statement().residual,
    ]).toEqual([spooled, 2, 0]);
  });
});

describe('files of spans', () => {
  test('are for their owner only', async () => {
    proxy.fault = 'refuse';
    const lane = open();
    call(lane);
    await lane.lane.forceFlush();
    for (const file of files()) {
      const { mode } = statSync(join(base, 'spool', file));
      expect(mode & 0o077).toBe(0);
    }
  });
  test('hold nothing that can be read where there is a key, and are stored with it', async () => {
    proxy.fault = 'refuse';
    writeFileSync(join(base, 'key'), `${randomBytes(32).toString('base64')}\n`);
    const lane = open({ MCP_OTEL_SPOOL_KEY_FILE: join(base, 'key') });
    call(lane, 1, { text: 'a readable text' });
    await lane.lane.forceFlush();
    const [segment = ''] = segments();
    expect(readFileSync(join(base, 'spool', segment)).includes('readable')).toBe(false);
    proxy.fault = 'pass';
    await waitUntil('it is stored', async () => lane.lane.statement().delivered === 1);
    expect(
      await numbers("SELECT count(*) AS n FROM mcp_otel.spans WHERE attributes ->> 'text' = 'a readable text'"),
    ).toBe(1);
  });
  test('that was sealed before are stored by the thread once the key has come, though it had to begin without', async () => {
    const env = {
      MCP_OTEL_POSTGRES_URL: database.url,
      MCP_OTEL_SPOOL_KEY_COMMAND: `sleep 0.5; echo ${'cd'.repeat(32)}`,
    };
    const lane = open(env);
    call(lane, 2);
    lane.lane.rescueSync(1_000); // The key has not come: these go by way of memory, and the thread begins.
    call(lane, 3);
    await lane.lane.forceFlush();
    expect([await spans(), lane.lane.statement()]).toEqual([5, expect.objectContaining({ delivered: 5, residual: 0 })]);
  });
  test('are not written where the key cannot be had, which is said without the key', async () => {
    const lane = open({ MCP_OTEL_SPOOL_KEY: 'too-short-a-secret' });
    call(lane, 4);
    await lane.lane.forceFlush();
    expect(segments()).toEqual([]);
    expect(await spans()).toBe(4); // By way of memory.
    expect(lane.lines[0]).toMatch(/MCP_OTEL_SPOOL_KEY.*spans are not written to disk$/);
    expect(lane.lines.join()).not.toContain('too-short-a-secret');
  });
});

describe('a call that goes on for long', () => {
  test('is in the database before it ends, and is missed when it never does', { timeout: 40_000 }, async () => {
    const lane = open();
    const attributes = { 'mcp.method.name': 'tools/call', 'gen_ai.tool.name': 'endless' };
    lane.tracer.startSpan('tools/call endless', { kind: SpanKind.CLIENT, attributes });
    const other = lane.tracer.startSpan('tools/call slow', {
      kind: SpanKind.CLIENT,
      attributes: { 'mcp.method.name': 'tools/call', 'gen_ai.tool.name': 'slow' },
    });
    const missing = async (): Promise<readonly unknown[]> =>
      (await client.query('SELECT tool FROM mcp_otel.calls_never_returned ORDER BY tool').catch(() => ({ rows: [] })))
        .rows;
    await waitUntil('both are told of', async () => (await missing()).length === 2);
    other.end();
    await lane.lane.forceFlush();
    expect(await missing()).toEqual([{ tool: 'endless' }]);
    expect(lane.lane.statement()).toMatchObject({ started: 2, delivered: 1, inFlight: 1, residual: 0 });
  });
});
