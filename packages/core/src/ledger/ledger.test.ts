import { describe, expect, test } from 'vitest';
import { efficiencyOf } from './book/figures.ts';
import {
  asks,
  countWords,
  newSpan,
  FRAME,
  result,
  says,
  system,
  TestLedger,
  text,
  tokensOf,
  tool,
  user,
} from '../../../../test/support/test-ledger.ts';

const hello = user(text('hello', 30));
const sum = (blocks: readonly Parameters<typeof tokensOf>[0][]): number =>
  blocks.reduce((all, block) => all + tokensOf(block), 0);

describe('the use side', () => {
  test('R2: what nothing is known against is meaningful, and output is not booked', () => {
    const books = new TestLedger();
    books.ask([system('Be brief.'), hello], says('Hi.'));
    expect(books.ledger.open.tokens).toEqual({ meaningful: sum([system('Be brief.'), hello]) });
  });
  test('R3: an attempt that failed after it was billed is a retry, with its output', () => {
    const books = new TestLedger();
    books.ask([hello], undefined, { end: 'failed', input: 34, output: 5 });
    books.ask([hello], says('Hi.'));
    expect(books.ledger.open.tokens).toEqual({ retry: 39, meaningful: 34 });
  });
  test('R4: of an answer that was refused only the output is waste', () => {
    const books = new TestLedger();
    books.ask([hello], undefined, { end: 'refused', output: 12 });
    expect(books.ledger.open.tokens).toEqual({ meaningful: 34, retry: 12 });
  });
  test('R5: a failed attempt that tells no usage counts nothing', () => {
    const books = new TestLedger();
    books.ask([hello], undefined, { end: 'failed', input: undefined, output: undefined });
    expect(books.ledger.open.tokens).toEqual({});
  });
  test('R6: a copy is a duplicate, also inside of something longer; the first is free, and short ones do not count', () => {
    const books = new TestLedger();
    const file = text('file', 100);
    const wrapped = user(`Look at this: ${file}`);
    const history = [hello, user(file), wrapped, user(file), user('yes'), user('yes')];
    books.ask(history);
    expect(books.ledger.open.tokens).toMatchObject({ duplicate: tokensOf(wrapped) + tokensOf(user(file)) });
  });
  test('R6: nothing is a copy once its original is gone', () => {
    const books = new TestLedger();
    const file = text('file', 100);
    books.ask([hello, user(file), result('b', file)]);
    expect(books.ledger.open.tokens).toMatchObject({ duplicate: 104 });
    books.ask([hello, result('b', file)]);
    expect(books.ledger.open.tokens).toMatchObject({ duplicate: 104 });
  });
  test('R7: a later result of the same tool and arguments replaces the earlier one', () => {
    const books = new TestLedger();
    const [old, current] = [text('old', 60), text('current', 60)];
    const history = [hello, asks('a', 'poll', { id: 1 }), result('a', old)];
    books.ask(history);
    expect(books.ledger.open.tokens).not.toHaveProperty('superseded');
    books.ask([...history, asks('b', 'poll', { id: 1 }), result('b', current)]);
    expect(books.ledger.open.tokens).toMatchObject({ superseded: 64 });
  });
  test('R7: an error replaces no success, and a success every error', () => {
    const books = new TestLedger();
    const failed = result('b', text('failed', 20), { isError: true });
    books.ask([hello, asks('a', 'f', {}), result('a', text('good', 50)), asks('b', 'f', {}), failed]);
    expect(books.ledger.open.tokens).toMatchObject({ superseded: tokensOf(failed) });
  });
  test('R7: of equal results one stays, however short they are', () => {
    const books = new TestLedger();
    books.ask([hello, asks('a', 'f', {}), result('a', 'ok'), asks('b', 'f', {}), result('b', 'ok')]);
    expect(books.ledger.open.tokens).toMatchObject({ duplicate: tokensOf(result('b', 'ok')) });
  });
  test('R7: tools that may answer otherwise replace nothing', () => {
    const books = new TestLedger();
    books.ask([hello], asks('a', 'roll', {}));
    books.offer(text('six', 40), { tool: 'roll', arguments: {}, repeatable: true });
    const history = [hello, asks('a', 'roll', {}), result('a', text('six', 40))];
    books.ask(history, asks('b', 'roll', {}));
    books.offer(text('two', 40), { tool: 'roll', arguments: {}, repeatable: true });
    books.ask([...history, asks('b', 'roll', {}), result('b', text('two', 40))]);
    expect(books.ledger.open.tokens).not.toHaveProperty('superseded');
  });
  test('R18: arguments are the same as JSON, whatever the order of their keys', () => {
    const books = new TestLedger();
    const one = asks('a', 'f', { x: 1, y: [2] });
    const other = asks('b', 'f', { y: [2], x: 1 });
    books.ask([hello, one, result('a', text('old', 50)), other, result('b', text('new', 50))]);
    expect(books.ledger.open.tokens).toMatchObject({ superseded: 54 });
  });
  test('R8: a tool that is never called is waste, after three calls that could have called it', () => {
    const books = new TestLedger();
    const tools = [tool('used'), tool('unused')];
    books.ask([...tools, hello], asks('a', 'used'));
    books.ask([...tools, hello, asks('a', 'used'), result('a', 'x')]);
    expect(books.ledger.open.tokens).not.toHaveProperty('unused_tool');
    books.ask([...tools, hello, asks('a', 'used'), result('a', 'x')]);
    expect(books.ledger.open.tokens).toMatchObject({ unused_tool: 150 });
  });
  test('R19: what comes from a cache counts in full, and costs less', () => {
    const books = new TestLedger();
    const file = text('file', 100);
    const history = [hello, user(file), user(file)];
    books.ask(history, undefined, { cacheRead: 138, price: [1_000_000_000, 100_000_000, 1_250_000_000] });
    const { tokens, costs } = books.ledger.open;
    expect(tokens).toMatchObject({ meaningful: 138, duplicate: 104 });
    expect(costs).toEqual({
      meaningful: expect.closeTo(13_800) as number,
      duplicate: expect.closeTo(104_000) as number,
    });
  });
  test('messages that only the provider has are unclassified, and those that it was given here are not', () => {
    const books = new TestLedger();
    books.ask([hello], says(text('answer', 40)), { id: 'r1' });
    books.ask([user('Go on')], undefined, { continues: 'r1', input: 34 + 44 + 6 });
    expect(books.ledger.open.tokens).toEqual({ meaningful: 34 + 84 });
    books.ask([user('And you?')], undefined, { continues: 'unknown', input: 500 });
    expect(books.ledger.open.tokens).toMatchObject({ unclassified: 494 });
    expect(efficiencyOf(books.ledger.open)).toMatchObject({ value: 1, denominator: 34 + 84 + 6 });
  });
  test('several models with tokenizers of their own do not disturb one another', () => {
    const books = new TestLedger();
    const file = text('file', 200);
    const blocks = [hello, user(file), result('a', file)];
    books.ask(blocks);
    const call = books.begin(blocks, { model: 'other' });
    books.ledger.end(call, { end: 'ok', input: 2 * sum(blocks) - 40, source: 'usage' });
    books.run();
    expect(books.ledger.open.tokens['duplicate']).toBeCloseTo(204 + 2 * 204 - 19, -1);
  });
});

describe('sessions', () => {
  test('are closed by themselves after an idle time, and go on as a new period', () => {
    const books = new TestLedger({ idleMs: 1_000 });
    books.ask([hello]);
    books.now = 999;
    books.ledger.closeIdle();
    expect(books.settled).toEqual([]);
    books.now = 1_000;
    books.ledger.closeIdle();
    books.ask([hello]);
    books.ledger.closeAll();
    expect(books.settled.map(({ session, period, closing }) => [session, period, closing])).toEqual([
      ['s', 1, 'idle'],
      ['s', 2, 'ended'],
    ]);
  });
  test('with a call under way are not idle', () => {
    const books = new TestLedger({ idleMs: 1_000 });
    const call = books.begin([hello]);
    books.now = 10_000;
    books.ledger.closeIdle();
    expect(books.ledger.sessions).toBe(1);
    books.ledger.end(call, { end: 'ok', input: 34, source: 'usage' });
    books.ledger.closeAll();
    expect(books.ledger.closed.tokens).toEqual({ meaningful: 34 });
  });
  test('move their tokens from open to closed when they are closed: nothing is lost or doubled between', () => {
    const books = new TestLedger();
    books.ask([hello, user(text('file', 90)), user(text('file', 90))]);
    const open = books.ledger.open.tokens;
    books.ledger.close('s');
    expect([books.ledger.open.tokens, books.ledger.closed.tokens]).toEqual([{}, open]);
  });
  test('that are too many are closed, the least lately used first, and their calls count all the same', () => {
    const books = new TestLedger({ maxSessions: 2 });
    const under = books.begin([hello], { session: 'a' });
    books.run();
    for (const session of ['b', 'c', 'd']) {
      const call = books.begin([hello], { session });
      books.ledger.end(call, { end: 'ok', input: 34, source: 'usage' });
      books.run();
    }
    expect(books.settled.map(({ session, closing }) => [session, closing])).toEqual([
      ['a', 'bounds'],
      ['b', 'bounds'],
    ]);
    books.ledger.end(under, { end: 'ok', input: 34, source: 'usage' });
    books.ledger.closeAll();
    expect(books.ledger.closed.tokens).toEqual({ meaningful: 4 * 34 });
    expect(books.settled.filter(({ session }) => session === 'a').map(({ period }) => period)).toEqual([1, 2]);
  });
  test('that grow too large are closed and go on as a new period', () => {
    const books = new TestLedger({ maxSessionBytes: 100_000 });
    for (let index = 0; index < 20; index += 1) books.ask([user(text(`long${index}`, 600))]);
    books.ledger.closeAll();
    expect(books.settled.length).toBeGreaterThan(1);
    expect(books.ledger.closed.tokens).toEqual({ meaningful: 20 * 604 });
  });
  test('of a call that turns out to be another one are as if it had never been', () => {
    const books = new TestLedger();
    books.ledger.drop(books.begin([hello]));
    books.ask([hello]);
    expect(books.ledger.open.tokens).toEqual({ meaningful: 30 + FRAME });
  });
  test('with a request that cannot be read have its tokens all the same, and the others go on', () => {
    const books = new TestLedger();
    const broken = books.ledger.begin('s', {
      span: newSpan(),
      blocks: () => {
        throw new Error('a getter of the application');
      },
      model: 'm',
      chat: true,
      count: countWords,
    });
    expect(() => books.run()).toThrow('a getter');
    books.ledger.end(broken, { end: 'ok', input: 70, source: 'usage' });
    expect(() => books.run()).toThrow('a getter');
    books.ask([hello]);
    expect(books.ledger.open.tokens).toEqual({ unclassified: 70, meaningful: 34 });
    books.now = 1e9;
    books.ledger.closeIdle();
    expect(books.settled).toHaveLength(1);
  });
  test('of which very many have changed are looked at a moment at a time', () => {
    const books = new TestLedger();
    for (let session = 0; session < 100; session += 1) {
      const call = books.begin([hello], { session: String(session) });
      books.ledger.end(call, { end: 'ok', input: 34, source: 'usage' });
    }
    books.run();
    let nowMs = 0;
    const clock = Object.getOwnPropertyDescriptor(books, 'now');
    Object.defineProperty(books, 'now', { get: () => (nowMs += 0.5) });
    expect(books.ledger.open.tokens.meaningful).toBeLessThan(20 * 34);
    for (let time = 0; time < 30; time += 1) void books.ledger.open;
    expect(books.ledger.open.tokens).toEqual({ meaningful: 100 * 34 });
    if (clock !== undefined) Object.defineProperty(books, 'now', clock);
  });
});
