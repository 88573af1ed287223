import { countsForSuccess, outcomes } from '@mcp-otel/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../../test/support/test-database.ts';
import { withClient } from '../database/with-client.ts';
import { migrate } from '../migrations/migrate.ts';
import type { Queryable } from '../migrations/queryable.ts';
import { spanColumns, type SpanColumn } from './span-columns.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await withClient(database.url, (client) => migrate(client, 'mcp_otel'));
});
afterAll(() => database[Symbol.asyncDispose]());

/** Asks in a transaction that is undone, so that no test sees what another has done. */
function asked<Result>(run: (client: Queryable) => Promise<Result>): Promise<Result> {
  return withClient(database.url, async (client) => {
    await client.query('BEGIN; SET LOCAL search_path TO mcp_otel');
    try {
      return await run(client);
    } finally {
      await client.query('ROLLBACK');
    }
  });
}

const rows = (sql: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> =>
  asked(async (client) => (await client.query(sql, values)).rows);

describe('the table of spans', () => {
  test('has the columns of the vocabulary, in their order, type and need', async () => {
    const there = await rows(
      `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS required
       FROM pg_attribute WHERE attrelid = 'spans'::regclass AND attnum > 0 ORDER BY attnum`,
    );
    const names: Readonly<Record<SpanColumn['type'], string>> = {
      bytea: 'bytea',
      text: 'text',
      int2: 'smallint',
      int8: 'bigint',
      float8: 'double precision',
      bool: 'boolean',
      timestamptz: 'timestamp with time zone',
      jsonb: 'jsonb',
    };
    expect(there).toEqual(
      Object.entries<SpanColumn>(spanColumns).map(([name, { type, required = false }]) => ({
        name,
        type: names[type],
        required,
      })),
    );
  });
  test('has no key, trigger or default that would cost each row something', async () => {
    expect(
      await rows("SELECT conname FROM pg_constraint WHERE conrelid = 'spans'::regclass AND contype <> 'n'"),
    ).toEqual([]);
    expect(await rows("SELECT tgname FROM pg_trigger WHERE tgrelid = 'spans'::regclass")).toEqual([]);
    expect(await rows("SELECT adnum FROM pg_attrdef WHERE adrelid = 'spans'::regclass")).toEqual([]);
  });
});

test('every table, column and function says what it is', async () => {
  expect(
    await rows(`
      SELECT c.relname || coalesce('.' || a.attname, '') AS silent
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
      WHERE c.relnamespace = 'mcp_otel'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition
        AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid, 'pg_class') IS NULL)
      UNION ALL
      SELECT proname FROM pg_proc WHERE pronamespace = 'mcp_otel'::regnamespace AND obj_description(oid, 'pg_proc') IS NULL`),
  ).toEqual([]);
});

test('functions find their tables whatever search path their caller has', async () => {
  await asked(async (client) => {
    await client.query(
      "CREATE TEMP TABLE settings (name text, value text); INSERT INTO settings VALUES ('partition', 'x')",
    );
    await client.query('SET LOCAL search_path TO pg_temp, public');
    expect(
      (await client.query("SELECT mcp_otel.ensure_partitions('2026-03-01Z', '2026-03-01Z') AS made")).rows,
    ).toEqual([{ made: 1 }]);
  });
});

describe('partitions', () => {
  test.each([
    ['day', '2026-02-27Z', '2026-03-01T23:59:59Z', ['20260227', '20260228', '20260301']],
    ['week', '2026-02-27Z', '2026-03-02Z', ['20260223', '20260302']],
    ['month', '2026-01-31Z', '2026-03-01Z', ['20260101', '20260201', '20260301']],
  ])('by %s are made without a gap, once', async (size, since, until, names) => {
    await asked(async (client) => {
      await client.query('UPDATE settings SET value = $1', [size]);
      const ensure = async () => (await client.query('SELECT ensure_partitions($1, $2) AS made', [since, until])).rows;
      expect([await ensure(), await ensure()]).toEqual([[{ made: names.length }], [{ made: 0 }]]);
      const { rows: there } = await client.query(
        `SELECT relname AS name, pg_get_expr(relpartbound, oid) AS bounds FROM pg_class
         WHERE relispartition AND relkind = 'r' AND relnamespace = 'mcp_otel'::regnamespace ORDER BY 1`,
      );
      expect(there.map(({ name }) => name)).toEqual(names.map((name) => `spans_${name}`));
      const bounds = there.map(({ bounds: text }) => [...String(text).matchAll(/'([^']+)'/g)].map(([, at]) => at));
      expect(bounds.slice(1).map(([from]) => from)).toEqual(bounds.slice(0, -1).map(([, to]) => to));
    });
  });
  test('take spans that begin in them, and no others', async () => {
    await asked(async (client) => {
      await client.query("SELECT ensure_partitions('2026-03-01Z', '2026-03-01Z')");
      await client.query(insertSpan, ['2026-03-01T23:59:59.999999Z', 5]);
      await expect(client.query(insertSpan, ['2026-03-02Z', 5])).rejects.toMatchObject({ code: '23514' });
    });
  });
});

const insertSpan = `
  INSERT INTO spans (trace_id, span_id, start_time, start_ns, duration_ns, name, kind, status, service, resource_id, call, tool,
    outcome, is_shadow, writer, seq, attributes)
  VALUES ('\\x00', '\\x00', $1, 0, $2, 'n', 3, 0, 'agent', 1, 'tool', 'echo', 'ok', false, 1, 1, '{}')`;

const hour = '2026-03-01T10:00:00Z';
const sums = {
  hour,
  session_id: 's',
  side: 'client',
  tool_ok: 2,
  tool_failed: 1,
  tool_other: 0,
  model_calls: 3,
  other_calls: 0,
  input_tokens: 100,
  output_tokens: 10,
  cost_nano_usd: 7,
  security_events: 0,
};
const settlement = {
  session_id: 's',
  period: 1,
  trace_id: 'aa',
  span_id: 'bb',
  service: 'agent',
  closing: 'ended',
  calls: 3,
  estimated_tokens: 0,
  unreferenced_tokens: 4,
  settled_at: hour,
  bookings: [{ span_id: 'cc', side: 'use', share: 'meaningful', tokens: 90, rule: 'R2' }],
};

function batch(seq: number, more: object = {}): string {
  const nothing = { resources: [], session_hours: [], dirty_hours: [], open_calls: [], settlements: [] };
  return JSON.stringify({ writer: '9007199254740993', seq, spans: 1, host: 'h', ...nothing, ...more });
}

describe('a batch', () => {
  const accept = 'SELECT accept_batch($1)';
  test('that is stored already is refused by its key, and nothing of it is added again', async () => {
    await asked(async (client) => {
      await client.query(accept, [batch(1, { session_hours: [sums] })]);
      await client.query('SAVEPOINT before');
      await expect(client.query(accept, [batch(1, { session_hours: [sums] })])).rejects.toMatchObject({
        code: '23505',
      });
      await client.query('ROLLBACK TO before');
      expect((await client.query('SELECT tool_ok FROM session_hours')).rows).toEqual([{ tool_ok: '2' }]);
      expect((await client.query('SELECT writer FROM batches')).rows).toEqual([{ writer: '9007199254740993' }]);
    });
  });
  test('adds its sums to those of its hours', async () => {
    await asked(async (client) => {
      for (const seq of [1, 2]) await client.query(accept, [batch(seq, { session_hours: [sums] })]);
      const { rows: hours } = await client.query('SELECT * FROM session_hours');
      expect(hours).toEqual([
        expect.objectContaining({
          session_id: 's',
          tool_ok: '4',
          tool_failed: '2',
          model_calls: '6',
          input_tokens: '200',
        }),
      ]);
    });
  });
  test('of a request whose body is stored already is refused too', async () => {
    await asked(async (client) => {
      await client.query(accept, [batch(1, { request: 'ab' })]);
      await expect(client.query(accept, [batch(2, { request: 'ab' })])).rejects.toMatchObject({ code: '23505' });
    });
  });
  test('brings the closed books of a session once, by however many ways they come', async () => {
    await asked(async (client) => {
      for (const seq of [1, 2]) await client.query(accept, [batch(seq, { settlements: [settlement] })]);
      expect((await client.query('SELECT calls FROM settlements')).rows).toEqual([{ calls: '3' }]);
      expect((await client.query('SELECT share, tokens FROM ledger_bookings')).rows).toEqual([
        { share: 'meaningful', tokens: '90' },
      ]);
    });
  });
  test('tells of calls that are open, once', async () => {
    const open = {
      trace_id: 'aa',
      span_id: 'bb',
      start_time: hour,
      name: 'tools/call slow',
      service: 'agent',
      tool: 'slow',
    };
    await asked(async (client) => {
      for (const seq of [1, 2]) await client.query(accept, [batch(seq, { open_calls: [open] })]);
      expect((await client.query('SELECT name, tool FROM open_calls')).rows).toEqual([
        { name: 'tools/call slow', tool: 'slow' },
      ]);
    });
  });
});

test('outcomes count in the hours as they count everywhere', async () => {
  const counted = await asked(async (client) => {
    await client.query("SELECT ensure_partitions('2026-03-01Z', '2026-03-01Z')");
    for (const outcome of outcomes)
      await client.query(insertSpan.replace("'echo', 'ok'", `'${outcome}', '${outcome}'`), [hour, 10]);
    await client.query('SELECT accept_batch($1)', [batch(1, { dirty_hours: [hour] })]);
    await client.query('SELECT refresh_hours()');
    return (await client.query('SELECT tool, ok + failed AS counted, ok FROM tool_hours')).rows;
  });
  const expected = outcomes.map((outcome) => ({
    tool: outcome,
    counted: countsForSuccess('tools/call', outcome) ? '1' : '0',
    ok: outcome === 'ok' ? '1' : '0',
  }));
  expect(new Set(counted)).toEqual(new Set(expected));
});

test('hours are computed anew where spans came late, with true percentiles', async () => {
  await asked(async (client) => {
    await client.query("SELECT ensure_partitions('2026-03-01Z', '2026-03-01Z')");
    const refreshed = async (): Promise<unknown> =>
      (await client.query('SELECT refresh_hours() AS hours')).rows[0]?.['hours'];
    const p50 = async (): Promise<unknown> => (await client.query('SELECT calls, ok, p50_ns FROM tool_hours')).rows;
    await client.query(insertSpan, [hour, 10]);
    await client.query('SELECT accept_batch($1)', [batch(1, { dirty_hours: [hour, hour] })]);
    expect([await refreshed(), await p50()]).toEqual([1, [{ calls: '1', ok: '1', p50_ns: 10 }]]);
    for (const nanoseconds of [20, 90]) await client.query(insertSpan, [hour, nanoseconds]);
    await client.query('SELECT accept_batch($1)', [batch(2, { dirty_hours: [hour] })]);
    expect([await refreshed(), await p50()]).toEqual([1, [{ calls: '3', ok: '3', p50_ns: 20 }]]);
    expect(await refreshed()).toBe(0);
  });
});

test('whoever asks for upkeep has partitions made ahead and percentiles computed, once a minute', async () => {
  await asked(async (client) => {
    await client.query('SELECT accept_batch($1)', [batch(1, { dirty_hours: [hour] })]);
    const kept = async (): Promise<unknown> => (await client.query('SELECT keep_up() AS kept')).rows[0]?.['kept'];
    expect([await kept(), await kept()]).toEqual([true, false]);
    const { rows: found } = await client.query(
      "SELECT (SELECT count(*)::int4 FROM pg_class WHERE relispartition AND relkind = 'r') AS partitions, (SELECT count(*)::int4 FROM dirty_hours) AS dirty",
    );
    expect(found).toEqual([{ partitions: 2, dirty: 0 }]);
    await client.query("UPDATE upkeep SET done_at = now() - interval '2 minutes'");
    expect(await kept()).toBe(true);
  });
});
