import { bookingsTexts, efficiencyOf, own, settlementAttributes } from '@mcp-otel/core';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { START_SECONDS, storableSpan } from '../../../../test/support/storable-span.ts';
import { testDatabase, type TestDatabase } from '../../../../test/support/test-database.ts';
import { says, TestLedger, text, tool, user } from '../../../../test/support/test-ledger.ts';
import { encodeBatch } from '../batch/batch-encoder.ts';
import { migrate } from '../migrations/migrate.ts';
import { canonicalJson } from '../rows/canonical-json.ts';
import type { StorableSpan } from '../rows/storable-span.ts';
import { storeBatch } from './store-batch.ts';

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  client = new Client({ connectionString: database.url });
  await client.connect();
  await migrate(client, 'mcp_otel');
});
afterEach(async () => {
  await client.query('RESET ROLE; DROP SCHEMA mcp_otel CASCADE');
  await client.end();
});

const writer = 4_611_686_018_427_387_905n;
const store = (spans: readonly StorableSpan[], seq = 1n, request?: string) =>
  storeBatch(client, 'mcp_otel', encodeBatch({ writer, seq, ...(request !== undefined && { request }) }, spans));
const rows = async (sql: string): Promise<readonly Record<string, unknown>[]> =>
  (await client.query<Record<string, unknown>>(sql)).rows;
const count = async (table: string): Promise<unknown> =>
  (await rows(`SELECT count(*)::int4 AS n FROM mcp_otel.${table}`))[0]?.['n'];

describe('a batch', () => {
  test('comes in as it was sent, in a partition that was made for it', async () => {
    const attributes = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.response.model': 'm',
      'gen_ai.usage.input_tokens': 12,
      'mcp_otel.cost.usd': 0.000_041,
      'mcp_otel.confidence': 0.5,
      'mcp_otel.gate.blocked': true,
    };
    const events = [{ name: 'e', time: [1_772_359_200, 5] as const, attributes: { k: [1, 2] } }];
    const span = storableSpan({ parentSpanId: 'ab'.repeat(8), status: { code: 2, message: 'no' }, attributes, events });
    expect(await store([span])).toEqual({ already: false, quarantined: 0 });
    expect(
      await rows("SELECT *, start_time::text AS start, events #>> '{0,time}' AS time FROM mcp_otel.spans"),
    ).toEqual([
      expect.objectContaining({
        trace_id: Buffer.from(span.traceId, 'hex'),
        span_id: Buffer.from(span.spanId, 'hex'),
        parent_span_id: Buffer.from('ab'.repeat(8), 'hex'),
        start_time: new Date(START_SECONDS * 1_000 + 123),
        start: expect.stringContaining(':00.123456') as string,
        start_ns: 789,
        duration_ns: '5000001',
        kind: 3,
        status: 2,
        status_message: 'no',
        service: 'agent',
        call: 'model',
        model: 'm',
        tool: null,
        input_tokens: '12',
        cost_nano_usd: '41000',
        confidence: 0.5,
        gate_blocked: true,
        is_shadow: false,
        writer: String(writer),
        seq: '1',
        attributes,
        time: '1772359200000000005',
        links: null,
      }),
    ]);
    expect(
      await rows('SELECT r.attributes FROM mcp_otel.resources r JOIN mcp_otel.spans s USING (resource_id)'),
    ).toEqual([{ attributes: { 'service.name': 'agent' } }]);
  });
  test('that is sent twice is stored once, and so is one whose request body came before', async () => {
    const spans = [storableSpan(), storableSpan()];
    await store(spans, 1n, 'aa');
    expect(await store(spans, 1n, 'aa')).toEqual({ already: true, quarantined: 0 });
    expect(await store(spans, 2n, 'aa')).toEqual({ already: true, quarantined: 0 });
    expect([await count('spans'), await count('batches')]).toEqual([2, 1]);
    expect(await rows('SELECT tool_ok FROM mcp_otel.session_hours')).toEqual([{ tool_ok: '2' }]);
  });
  test('is stored in whole or not at all where a role may not, and the connection goes on', async () => {
    const role = `role_${database.url.slice(-12)}`;
    await store([storableSpan()]);
    await client.query(
      `DROP ROLE IF EXISTS ${role}; CREATE ROLE ${role}; GRANT USAGE ON SCHEMA mcp_otel TO ${role}; SET ROLE ${role}`,
    );
    await expect(store([storableSpan()], 2n)).rejects.toMatchObject({ code: '42501' });
    await client.query(`RESET ROLE; DROP OWNED BY ${role}; DROP ROLE ${role}`);
    expect([await count('spans'), await count('batches')]).toEqual([1, 1]);
    await store([storableSpan()], 2n);
    expect(await count('spans')).toBe(2);
  });
});

describe('a row that the table refuses', () => {
  test('goes to quarantine with the reason, and all others of its batch are stored', async () => {
    const spans = Array.from({ length: 65 }, () => storableSpan());
    const late = (year: number) => storableSpan({ name: `in ${year}`, start: [Date.UTC(year, 0) / 1_000, 0] });
    spans.splice(17, 0, late(2_500));
    spans.push(late(1_971));
    expect(await store(spans)).toEqual({ already: false, quarantined: 2 });
    expect(await count('spans')).toBe(65);
    expect(await rows("SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r'")).toHaveLength(1);
    expect(
      await rows("SELECT part, sqlstate, reason, span ->> 'name' AS name FROM mcp_otel.quarantine ORDER BY part"),
    ).toEqual([
      { part: 17, sqlstate: '23514', reason: expect.stringContaining('no partition') as string, name: 'in 2500' },
      { part: 66, sqlstate: '23514', reason: expect.stringContaining('no partition') as string, name: 'in 1971' },
    ]);
    expect(await store(spans)).toEqual({ already: true, quarantined: 0 });
    expect(await count('quarantine')).toBe(2);
  });
});

test('hostile values arrive as rows, and never as an exception', async () => {
  const texts = [
    'a\0b',
    '\uD800',
    '😀'.repeat(400),
    "'; DROP SCHEMA mcp_otel CASCADE; --",
    '\\',
    '$$',
    "E'\\047'",
    '\r\n\t',
    '',
  ];
  const numbers = [1e308, -1e-300, Number.NaN, Infinity, -0, 2 ** 63, 0.1, 1e21];
  const spans = texts.flatMap((hostile) =>
    numbers.map((number) =>
      storableSpan({
        name: hostile,
        status: { code: number, message: hostile },
        kind: number,
        durationNs: Number.isNaN(number) ? 1 : number,
        scope: hostile,
        resource: { 'service.name': hostile, [hostile]: number },
        attributes: {
          'mcp.method.name': 'tools/call',
          'gen_ai.tool.name': hostile,
          'mcp_otel.session.id': hostile,
          'mcp_otel.outcome': hostile,
          'user.id': hostile,
          'gen_ai.usage.input_tokens': number,
          'mcp_otel.cost.usd': number,
          [hostile]: [hostile, number, { [hostile]: null }],
          nested: { bytes: new Uint8Array([0, 255]), big: 2n ** 80n, ['__proto__']: true },
        },
        events: [{ name: hostile, time: [0, 0], attributes: { [hostile]: number } }],
        links: [{ traceId: hostile, spanId: hostile, attributes: {} }],
      }),
    ),
  );
  const large = storableSpan({ attributes: { large: 'x'.repeat(5_000_000) } });
  expect(await store([...spans, large])).toEqual({ already: false, quarantined: 0 });
  expect(await count('spans')).toBe(texts.length * numbers.length + 1);
});

test('attributes come back byte for byte as they were sent', async () => {
  const values = [
    1.5,
    1e21,
    1e-7,
    -2.5e-9,
    1.25e25,
    'ü',
    '\u0001',
    [],
    {},
    [[1], { b: 1, a: 2, aa: 3, ü: 4 }],
    true,
    null,
  ];
  const records = values.map((value, index) => ({ value, [`k${index}`]: value, z: 1, längst: 'x' }));
  const sent = records.map(canonicalJson);
  const { rows: back } = await client.query<{ text: string }>(
    'SELECT each::jsonb::text AS text FROM unnest($1::text[]) AS each',
    [sent],
  );
  expect(back.map((row) => row.text)).toEqual(sent);
});

test('a key with a NUL is not taken for two keys that were seen before', () => {
  const records = [{ a: 1, b: 2 }, { 'a\0b': 3 }, { '\uD800': 4, '\uD801': 5 }];
  expect(records.map(canonicalJson)).toEqual(['{"a": 1, "b": 2}', '{"a\uFFFDb": 3}', '{"\uFFFD": 5}']);
});

test('the figures of a session are the same from SQL as in the process', async () => {
  const books = new TestLedger();
  for (const round of ['one', 'two', 'three'])
    books.ask(
      [tool('never-called'), user(text('same', 40)), user(text('same', 40)), user(text(round, 30))],
      says('well'),
    );
  books.ledger.closeAll();
  const [settled] = books.settled;
  if (settled === undefined) throw new Error('no session was settled');
  const events = bookingsTexts(settled.book.bookings).map((bookings) => ({
    name: own.EVENT_LEDGER_BOOKINGS,
    time: [0, 0] as const,
    attributes: { [own.ATTR_LEDGER_BOOKINGS]: bookings },
  }));
  const attributes = settlementAttributes(settled) as StorableSpan['attributes'];
  const settlement = storableSpan({ name: own.SPAN_SETTLEMENT, kind: 1, attributes, events });
  await store([settlement]);
  await store([settlement], 2n); // By another way.
  const [figures] = await rows(`
    SELECT sum(tokens) FILTER (WHERE share = 'meaningful')::float8
      / sum(tokens) FILTER (WHERE share <> 'unclassified')::float8 AS efficiency
    FROM mcp_otel.ledger_bookings WHERE session_id = 's' AND side = 'use'`);
  expect(figures).toEqual({ efficiency: efficiencyOf(settled.book.figures).value });
  expect(await rows('SELECT closing, calls FROM mcp_otel.settlements')).toEqual([{ closing: 'ended', calls: '3' }]);
});
