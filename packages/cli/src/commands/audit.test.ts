import { encodeBatch, migrate, storeBatch, withClient } from '@mcp-otel/postgres';
import { expect, test } from 'vitest';
import { storableSpan } from '../../../../test/support/storable-span.ts';
import { testDatabase } from '../../../../test/support/test-database.ts';
import { says, TestLedger, text, user } from '../../../../test/support/test-ledger.ts';
import { runCommand } from '../testing.ts';

test('mcp-otel audit settle closes the books of a process that was killed, once', async () => {
  await using database = await testDatabase();
  const books = new TestLedger();
  books.ask([user(text('question', 40))], says('well'));
  const { first, facts } = books.ledger.take('s') ?? { first: 0, facts: '[]' };
  const attributes = {
    'mcp_otel.session.id': 's',
    'mcp_otel.ledger.period': 1,
    'mcp_otel.ledger.first': first,
    'mcp_otel.ledger.facts': facts,
  };
  const span = storableSpan({ events: [{ name: 'mcp_otel.ledger.facts', time: [0, 0], attributes }] });
  await withClient(database.url, async (client) => {
    await migrate(client, 'mcp_otel');
    await storeBatch(client, 'mcp_otel', encodeBatch({ writer: 1n, seq: 1n }, [span]));
  });
  const settle = (...more: readonly string[]) => runCommand(['audit', 'settle', '--postgres', database.url, ...more]);
  expect(JSON.parse((await settle('--json')).stdout)).toEqual({
    settled: [{ session: 's', period: 1, service: 'agent', calls: 1, missing: 0 }],
  });
  expect(await settle()).toMatchObject({ code: 0, stdout: expect.stringContaining('no books are open') as string });
});

test.each([
  [['seal'], 'there is no action "seal"; audit knows settle'],
  [['settle', '--idle', 'long'], '--idle "long" is no whole number'],
])('mcp-otel audit %j says what it knows', async (args, sentence) => {
  expect(await runCommand(['audit', ...args])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(sentence) as string,
  });
});
