import { bookingsTexts, contextFates, own, tokenClasses, type Booking } from '@mcp-otel/core';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { START_SECONDS, storableSpan } from '../../../../test/support/storable-span.ts';
import { testDatabase, type TestDatabase } from '../../../../test/support/test-database.ts';
import { encodeBatch } from '../batch/batch-encoder.ts';
import { migrate } from '../migrations/migrate.ts';
import type { StorableSpan } from '../rows/storable-span.ts';
import { storeBatch } from '../store/store-batch.ts';

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await testDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  await migrate(client, 'mcp_otel');
  const spans = [...agent(), ...agentWithoutTools(), ...lonelyServer(), ...emptyHanded()];
  await storeBatch(client, 'mcp_otel', encodeBatch({ writer: 1n, seq: 1n }, spans));
  await client.query('SET search_path TO mcp_otel');
});
afterAll(async () => {
  await client.end();
  await database[Symbol.asyncDispose]();
});

const rows = async (sql: string): Promise<readonly Record<string, unknown>[]> =>
  (await client.query<Record<string, unknown>>(sql)).rows;

function toolCall(session: string, outcome: string, more: Partial<StorableSpan> = {}): StorableSpan {
  const attributes = {
    'mcp.method.name': 'tools/call',
    'gen_ai.tool.name': 'echo',
    'mcp_otel.outcome': outcome,
    'mcp_otel.session.id': session,
    'user.id': `user of ${session}`,
  };
  return storableSpan({ attributes, ...more });
}

function modelCall(session: string, tokens: number, more: StorableSpan['attributes'] = {}): StorableSpan {
  const attributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'm',
    'gen_ai.usage.input_tokens': tokens,
    'gen_ai.usage.output_tokens': 1,
    'mcp_otel.cost.usd': tokens / 1e6,
    'mcp_otel.session.id': session,
    ...more,
  };
  return storableSpan({ name: 'chat m', attributes });
}

function settlement(session: string, shares: Readonly<Record<string, number>>): StorableSpan {
  const bookings = Object.entries(shares).map(
    ([share, tokens]) =>
      ({ span: 'ab'.repeat(8), side: share in tokenClasses ? 'use' : 'supply', share, tokens, rule: 'R2' }) as Booking,
  );
  const events = bookingsTexts(bookings).map((text) => ({
    name: own.EVENT_LEDGER_BOOKINGS,
    time: [START_SECONDS, 0] as const,
    attributes: { [own.ATTR_LEDGER_BOOKINGS]: text },
  }));
  const attributes = {
    [own.ATTR_SESSION_ID]: session,
    [own.ATTR_LEDGER_PERIOD]: 1,
    [own.ATTR_LEDGER_CLOSING]: 'ended',
  };
  return storableSpan({ name: own.SPAN_SETTLEMENT, kind: 1, attributes, events });
}

/** Calls of uneven size, a tool that fails, one that is cancelled, and a server that tells of the same calls. */
function agent(): readonly StorableSpan[] {
  const calls = ['ok', 'ok', 'ok', 'tool_error', 'cancelled'].map((outcome) => toolCall('agent', outcome));
  const twins = calls.map(({ traceId, spanId, attributes }) =>
    storableSpan({
      traceId,
      parentSpanId: spanId,
      kind: 2,
      attributes: { ...attributes, 'mcp_otel.session.id': 'twin' },
    }),
  );
  const models = [modelCall('agent', 140), modelCall('agent', 9), modelCall('agent', 1)];
  const shadow = modelCall('agent', 1_000, { 'mcp_otel.shadow': true });
  const books = { meaningful: 70, duplicate: 20, retry: 10, unclassified: 50, delivered: 95, truncated: 5 };
  return [...calls, ...twins, ...models, shadow, settlement('agent', books)];
}

function agentWithoutTools(): readonly StorableSpan[] {
  return [modelCall('talk', 20), modelCall('talk', 0), settlement('talk', { meaningful: 10, duplicate: 10 })];
}

function lonelyServer(): readonly StorableSpan[] {
  return [toolCall('server', 'ok', { kind: 2 }), toolCall('server', 'timeout', { kind: 2 })];
}

function emptyHanded(): readonly StorableSpan[] {
  return [modelCall('empty', 0), toolCall('empty', 'ok'), settlement('empty', { unclassified: 10, unobservable: 3 })];
}

describe('queries of others give true figures, unchanged', () => {
  test('ratios by session', async () => {
    const found = await rows(`
      SELECT
          session_id,
          AVG(meaningful_tokens / total_tokens * 100) AS token_efficiency,
          AVG(lost_tokens / total_tokens * 100) AS context_loss_rate,
          AVG(CASE WHEN tool_success THEN 1 ELSE 0 END) * 100 AS tool_success_rate
      FROM mcp_logs
      GROUP BY session_id
      HAVING COUNT(*) > 0;`);
    const figures = Object.fromEntries(found.map(({ session_id: session, ...each }) => [session, numbers(each)]));
    expect(figures).toEqual({
      agent: { token_efficiency: 70, context_loss_rate: 5, tool_success_rate: 75 },
      // A session without tools has no success: only the exact query can say so.
      talk: { token_efficiency: 50, context_loss_rate: null, tool_success_rate: 0 },
      server: { token_efficiency: null, context_loss_rate: null, tool_success_rate: 50 },
      empty: { token_efficiency: null, context_loss_rate: null, tool_success_rate: 100 },
    });
  });
  test('sessions that lose more than 2 %', async () => {
    const found = await rows(`
      SELECT session_id, context_loss_rate
      FROM mcp_logs
      WHERE context_loss_rate > 2
      ORDER BY timestamp DESC;`);
    expect(found.map(numbers)).toEqual(
      Array.from({ length: 4 }, () => ({ session_id: 'agent', context_loss_rate: 5 })),
    );
  });
  test('efficiency of everything, which weighs sessions by their rows', async () => {
    const [found] = await rows('SELECT AVG(meaningful_tokens / total_tokens * 100) AS efficiency FROM mcp_logs');
    expect(numbers(found ?? {})).toEqual({ efficiency: expect.closeTo((4 * 70 + 2 * 50) / 6, 9) as number });
  });
  test('sums of tokens, and calls of a session', async () => {
    const [found] = await rows(`
      SELECT sum(total_tokens) AS total, sum(meaningful_tokens) AS meaningful, max(api_calls) AS calls
      FROM mcp_logs WHERE session_id = 'agent'`);
    expect(numbers(found ?? {})).toEqual({ total: 100, meaningful: 70, calls: 8 });
  });
  test('audit logs: who, when, and whether the context was whole', async () => {
    const found = await rows(
      'SELECT session_id, user_id, context_valid, audit_metadata FROM mcp_audit_logs ORDER BY 1',
    );
    expect(found.filter(({ session_id: session }) => session !== 'twin')).toEqual([
      expect.objectContaining({ session_id: 'agent', user_id: 'user of agent', context_valid: false }),
      expect.objectContaining({ session_id: 'empty', user_id: 'user of empty', context_valid: null }),
      expect.objectContaining({ session_id: 'server', user_id: 'user of server', context_valid: null }),
      expect.objectContaining({ session_id: 'talk', user_id: null, context_valid: null }),
    ]);
    expect(found[0]?.['audit_metadata']).toMatchObject({
      calls: 8,
      tool_ok: 3,
      tool_failed: 1,
      tool_other: 1,
      loss: 0.05,
    });
  });
  test('traces under the names of mcp-observatory, all 24 of them', async () => {
    const { fields } = await client.query('SELECT * FROM mcp_traces LIMIT 0');
    expect(fields.map(({ name }) => name).join(' ')).toBe(
      'trace_id span_id parent_span_id service model tool_name start_time end_time prompt_tokens completion_tokens ' +
        'cost_usd retries fallback_used confidence risk_tier prompt_template_id prompt_hash normalized_prompt_hash ' +
        'prompt_size_chars is_shadow shadow_parent_trace_id gate_blocked fallback_type fallback_reason',
    );
    const [found] = await rows(
      'SELECT end_time - start_time AS took, cost_usd FROM mcp_traces WHERE prompt_tokens = 140',
    );
    expect([found?.['took'], Number(found?.['cost_usd'])]).toEqual([{ milliseconds: 5 }, 0.000_14]);
  });
});

describe('sessions', () => {
  test('have their calls and figures by side, and nothing where nothing is known', async () => {
    const found = await rows(`
      SELECT session_id, side, calls, tool_success, cost_usd, efficiency, loss FROM sessions ORDER BY session_id`);
    expect(found.map(numbers)).toEqual([
      {
        session_id: 'agent',
        side: 'client',
        calls: 8,
        tool_success: 0.75,
        cost_usd: 0.000_15,
        efficiency: 0.7,
        loss: 0.05,
      },
      { session_id: 'empty', side: 'client', calls: 2, tool_success: 1, cost_usd: 0, efficiency: null, loss: null },
      { session_id: 'server', side: 'server', calls: 2, tool_success: 0.5, cost_usd: 0, efficiency: null, loss: null },
      {
        session_id: 'talk',
        side: 'client',
        calls: 2,
        tool_success: null,
        cost_usd: 0.000_02,
        efficiency: 0.5,
        loss: null,
      },
      { session_id: 'twin', side: 'server', calls: 5, tool_success: 0.75, cost_usd: 0, efficiency: null, loss: null },
    ]);
  });
  test('count as lost exactly the fates that the ledger calls bad', async () => {
    const shares = Object.keys({ ...tokenClasses, ...contextFates });
    const span = settlement('each', Object.fromEntries(shares.map((share, place) => [share, 2 ** place])));
    await storeBatch(client, 'mcp_otel', encodeBatch({ writer: 1n, seq: 2n }, [span]));
    const lost = Object.entries(contextFates).filter(([, { bad }]) => bad);
    const [found] = await rows("SELECT lost_tokens, classified_tokens FROM session_figures WHERE session_id = 'each'");
    expect(numbers(found ?? {})).toEqual({
      lost_tokens: lost.reduce((sum, [fate]) => sum + 2 ** shares.indexOf(fate), 0),
      classified_tokens: Object.keys(tokenClasses)
        .filter((share) => share !== 'unclassified')
        .reduce((sum, share) => sum + 2 ** shares.indexOf(share), 0),
    });
  });
});

test('a call that was told to be open and never came back is found', async () => {
  const open = (span: string) =>
    `{"trace_id": "${'0'.repeat(31)}1", "span_id": "${span}", "start_time": "2026-03-01Z", "name": "n", "service": "s"}`;
  const batch = `{"writer": "1", "seq": "3", "spans": 0, "resources": [], "session_hours": [], "dirty_hours": [], "settlements": [],
    "open_calls": [${open('0'.repeat(15) + '1')}, ${open('f'.repeat(16))}]}`;
  await client.query('SELECT accept_batch($1)', [batch]);
  expect(await rows('SELECT span_id FROM calls_never_returned')).toEqual([{ span_id: 'f'.repeat(16) }]);
});

/** Numeric values come as texts. */
function numbers(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(row).map(([name, value]) => {
    const isNumber = typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value);
    return [name, isNumber ? Number(Number(value).toPrecision(12)) : value];
  });
  return Object.fromEntries(entries) as Readonly<Record<string, unknown>>;
}
