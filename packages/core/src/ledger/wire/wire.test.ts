import { describe, expect, test } from 'vitest';
import { says, TestLedger, text, tool, user } from '../../../../../test/support/test-ledger.ts';
import { own } from '../../index.ts';
import { bookingsTexts } from './bookings-text.ts';
import { readFacts } from './facts-text.ts';
import { closeBook } from '../book/close-book.ts';
import { figuresOf } from '../book/figures.ts';
import { sumOfShares } from '../classes.ts';
import { replay } from './replay.ts';
import { safeLedgerText } from './safe-ledger-texts.ts';
import { settlementAttributes } from './settlement-attributes.ts';

const settled = () => {
  const books = new TestLedger();
  const blocks = [tool('secret-tool'), user(text('secret', 40)), user(text('secret', 40))];
  books.ask(blocks, says('a secret answer'));
  books.ledger.closeAll();
  const [session] = books.settled;
  if (session === undefined) throw new Error('no session was settled');
  return session;
};

describe('facts', () => {
  test('hold nothing but numbers, ids of spans and fixed words', () => {
    const { facts } = settled();
    const words = facts.flatMap((part) => part.facts.match(/[A-Za-z]{2,}/g) ?? []);
    const fixed = [
      'call',
      'thread',
      'end',
      'ok',
      'input',
      'waste',
      'source',
      'usage',
      'chat',
      'true',
      'keep',
      'ids',
      'tokens',
      'blocks',
      'born',
      'ref',
      'twin',
    ];
    expect(words.filter((word) => !fixed.includes(word) && !/^[a-f]+$/.test(word))).toEqual([]);
  });
  test('that are missing are told', () => {
    const { facts } = settled();
    const [part] = facts;
    expect(replay([{ first: 3, facts: part?.facts ?? '' }]).missing).toBe(3);
    expect(
      replay([
        { first: 0, facts: 'no JSON' },
        { first: 2, facts: '[]' },
      ]).missing,
    ).toBe(2);
  });
  test('of which a record is lost give books that say so, and are right about the others', () => {
    const books = new TestLedger();
    const history = [user(text('hello', 30)), user(text('file', 60))];
    const parts: { first: number; facts: string }[] = [];
    for (const name of ['a', 'b', 'c']) {
      history.push(user(text(name, 50)), user(text(name, 50)));
      books.ask([...history]);
      const part = books.ledger.take('s');
      if (part !== undefined) parts.push(part);
    }
    const { book, missing } = replay(parts.filter((_, index) => index !== 1));
    const { tokens } = figuresOf(book);
    expect(missing).toBe(1);
    expect(sumOfShares(tokens)).toBe(98 + 108 + 98 + 3 * 108);
    expect(tokens.duplicate).toBe(54 + 2 * 54);
    expect(tokens.unclassified).toBeGreaterThan(0);
  });
  test('with numbers that are too large to be true take neither time nor memory', () => {
    const call = {
      call: '',
      thread: 2 ** 39,
      end: 'ok',
      input: 5,
      waste: 0,
      source: 'usage',
      keep: 2 ** 39,
      ids: [2 ** 39],
    };
    const facts = [
      { ...call, tokens: [1], blocks: [[0, 2 ** 39, 0, 2 ** 39]], born: 2 ** 39, called: [2 ** 39] },
      { unit: 2 ** 39, span: '', kind: 'prompt', tokens: 7 },
      { bind: 2 ** 39, block: 2 ** 39, share: 1_000 },
      { twin: [2 ** 39, 2 ** 39] },
      { ref: 2 ** 39 },
    ];
    const { book } = replay([{ first: 0, facts: JSON.stringify(facts) }]);
    expect(closeBook(book).figures).toMatchObject({ tokens: { unclassified: 5 } });
  });
  test.each([
    '{}',
    '[1]',
    '[{"call":"x"}]',
    '[{"call":"","thread":0,"end":"ok","input":-1}]',
    '[{"unit":1e300,"span":"","kind":"tool_result","tokens":1}]',
    '[{"unit":0,"span":"a secret","kind":"tool_result","tokens":1}]',
    '[{"ref":"a secret"}]',
  ])('that are none are refused: %s', (hostile) => {
    expect(() => readFacts(hostile)).toThrow(TypeError);
    expect(safeLedgerText(own.ATTR_LEDGER_FACTS, hostile)).toBeUndefined();
  });
  test('leave without what others have put among them', () => {
    expect(safeLedgerText(own.ATTR_LEDGER_FACTS, '[{"ref":1,"password":"hunter2"}]')).toBe('[{"ref":1}]');
    expect(safeLedgerText(own.ATTR_LEDGER_BOOKINGS, '[["ab","use","meaningful",1,"R2","hunter2"]]')).toBe(
      '[["ab","use","meaningful",1,"R2"]]',
    );
    expect(safeLedgerText(own.ATTR_LEDGER_BOOKINGS, '[["hunter2","use","meaningful",1,"R2"]]')).toBeUndefined();
  });
});

test('bookings keep to 32 KB an event', () => {
  const bookings = Array.from({ length: 3_000 }, (_, index) => ({
    side: 'use' as const,
    span: index.toString(16).padStart(16, '0'),
    share: 'unclassified' as const,
    tokens: index,
    rule: 'R5' as const,
  }));
  const texts = bookingsTexts(bookings);
  expect(texts.length).toBeGreaterThan(1);
  expect(texts.every((each) => each.length <= 32 * 1024)).toBe(true);
});

test('a settlement tells both sides, every class and fate, and leaves out what is not measurable', () => {
  const attributes = settlementAttributes(settled());
  expect(attributes).toMatchObject({
    'mcp_otel.session.id': 's',
    'mcp_otel.ledger.period': 1,
    'mcp_otel.ledger.closing': 'ended',
    'mcp_otel.ledger.calls': 1,
    'mcp_otel.ledger.tokens.meaningful': 94,
    'mcp_otel.ledger.tokens.duplicate': 44,
    'mcp_otel.ledger.tokens.retry': 0,
    'mcp_otel.ledger.context.delivered': 0,
    'mcp_otel.ledger.efficiency': expect.closeTo(94 / 138) as number,
    'mcp_otel.ledger.loss.coverage': 0,
  });
  expect(attributes).not.toHaveProperty('mcp_otel.ledger.loss');
});
