import { bookingsTexts, own, settlementAttributes, type FactsPart } from '@mcp-otel/core';
import { expect, test } from 'vitest';
import { storableSpan } from '../../../../test/support/storable-span.ts';
import { storeFixture, type StoreFixture } from '../../../../test/support/store-fixture.ts';
import { says, TestLedger, text, tool, user } from '../../../../test/support/test-ledger.ts';
import { encodeBatch } from '../batch/batch-encoder.ts';
import { migrate } from '../migrations/migrate.ts';
import type { StorableSpan } from '../rows/storable-span.ts';
import { storeBatch } from '../store/store-batch.ts';
import { settleKilled } from './settle-killed.ts';

const options = { idleMinutes: 60, days: 7 };

function factsSpan({ first, facts }: FactsPart): StorableSpan {
  const attributes = {
    [own.ATTR_SESSION_ID]: 's',
    [own.ATTR_LEDGER_PERIOD]: 1,
    [own.ATTR_LEDGER_FIRST]: first,
    [own.ATTR_LEDGER_FACTS]: facts,
  };
  return storableSpan({ events: [{ name: own.EVENT_LEDGER_FACTS, time: [0, 0], attributes }] });
}

/** A session of three calls: what its spans told, and the settlement that its process would have made. */
function session(): { readonly told: readonly StorableSpan[]; readonly settlement: StorableSpan } {
  const books = new TestLedger();
  const told: StorableSpan[] = [];
  for (const round of ['one', 'two', 'three']) {
    books.ask([tool('never-called'), user(text('same', 40)), user(text(round, 30))], says('well'));
    const part = books.ledger.take('s');
    if (part !== undefined) told.push(factsSpan(part));
  }
  books.ledger.closeAll();
  const [settled] = books.settled;
  if (settled === undefined) throw new Error('no session was settled');
  const last = settled.facts.map(factsSpan);
  const events = bookingsTexts(settled.book.bookings).map((bookings) => ({
    name: own.EVENT_LEDGER_BOOKINGS,
    time: [0, 0] as const,
    attributes: { [own.ATTR_LEDGER_BOOKINGS]: bookings },
  }));
  const attributes = settlementAttributes(settled) as StorableSpan['attributes'];
  return {
    told: [...told, ...last],
    settlement: storableSpan({ name: own.SPAN_SETTLEMENT, kind: 1, attributes, events }),
  };
}

async function store(it: StoreFixture, seq: bigint, spans: readonly StorableSpan[]): Promise<void> {
  await storeBatch(it.client, 'mcp_otel', encodeBatch({ writer: 1n, seq }, spans));
}

const bookings = async (it: StoreFixture): Promise<readonly unknown[]> =>
  (
    await it.client.query(
      "SELECT encode(span_id, 'hex') AS span, side, share, tokens, rule FROM mcp_otel.ledger_bookings ORDER BY 1, 2, 3",
    )
  ).rows;
const settlements = async (it: StoreFixture): Promise<readonly unknown[]> =>
  (await it.client.query('SELECT closing, calls FROM mcp_otel.settlements')).rows;

test('the books of a process that was killed are closed from its facts, to the bookings that it would have made', async () => {
  await using it = await storeFixture();
  await migrate(it.client, 'mcp_otel');
  const { told, settlement } = session();
  await store(it, 1n, told);
  const settled = { session: 's', period: 1, service: 'agent', calls: 3, missing: 0 };
  expect(await settleKilled(it.client, 'mcp_otel', options)).toEqual([settled]);
  expect(await settleKilled(it.client, 'mcp_otel', options)).toEqual([]);
  expect(await settlements(it)).toEqual([{ closing: 'incomplete', calls: '3' }]);
  const repaired = await bookings(it);
  expect(repaired.length).toBeGreaterThan(3);

  await store(it, 2n, [settlement]); // It was alive after all.
  expect(await settlements(it)).toEqual([{ closing: 'ended', calls: '3' }]);
  expect(await bookings(it)).toEqual(repaired);
  expect(await settleKilled(it.client, 'mcp_otel', options)).toEqual([]);
});

test('a session that was heard of lately, or whose books are closed, is left alone', async () => {
  await using it = await storeFixture();
  await migrate(it.client, 'mcp_otel');
  const { told, settlement } = session();
  await store(it, 1n, told);
  expect(await settleKilled(it.client, 'mcp_otel', { idleMinutes: 60 * 24 * 3, days: 7 })).toEqual([]);
  await store(it, 2n, [settlement]);
  expect(await settleKilled(it.client, 'mcp_otel', options)).toEqual([]);
  expect(await settlements(it)).toEqual([{ closing: 'ended', calls: '3' }]);
});

test('facts that have not arrived are counted, and what is no facts is passed over', async () => {
  await using it = await storeFixture();
  await migrate(it.client, 'mcp_otel');
  const { told } = session();
  const hostile = ['x', 1.5, 1e300, -1, null].map((number) => {
    const attributes = {
      [own.ATTR_SESSION_ID]: 's',
      [own.ATTR_LEDGER_PERIOD]: number,
      [own.ATTR_LEDGER_FIRST]: number,
    };
    const facts = { ...attributes, [own.ATTR_LEDGER_FACTS]: '{' };
    return storableSpan({ events: [{ name: own.EVENT_LEDGER_FACTS, time: [0, 0], attributes: facts }] });
  });
  await store(it, 1n, [...told.slice(1), ...hostile]);
  const [settled] = await settleKilled(it.client, 'mcp_otel', options);
  expect(settled?.missing).toBeGreaterThan(0);
});
