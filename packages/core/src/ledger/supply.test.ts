import { describe, expect, test } from 'vitest';
import { asks, result, says, system, TestLedger, text, tokensOf, user } from '../../../../test/support/test-ledger.ts';
import { isMeasurable, lossOf } from './book/figures.ts';

const hello = user(text('hello', 30));
const sum = (blocks: readonly Parameters<typeof tokensOf>[0][]): number =>
  blocks.reduce((all, block) => all + tokensOf(block), 0);

describe('the supply side', () => {
  /** A model has asked for a tool, and this is what came of it. */
  const offered = (source: string, more: Parameters<TestLedger['offer']>[1] = {}) => {
    const books = new TestLedger();
    books.ask([hello], asks('a', 'read', {}));
    books.offer(source, { tool: 'read', arguments: {}, ...more });
    return books;
  };
  const before = [hello, asks('a', 'read', {})];
  const file = text('file', 100);

  test('R10: what stands in the last request is delivered', () => {
    const books = offered(file);
    books.ask([...before, result('a', JSON.stringify({ content: [{ type: 'text', text: file }] }))]);
    expect(books.ledger.open.context).toEqual({ delivered: expect.closeTo(100, -1) as number });
  });
  test('R14: what no request has followed is not known', () => {
    expect(offered(file).ledger.open.context).toEqual({ unobservable: 100 });
  });
  test('R14: a request that failed is none that could have had it', () => {
    const books = offered(file);
    books.ask([...before, result('a', file)], undefined, { end: 'failed', input: undefined, output: undefined });
    expect(books.ledger.open.context).toEqual({ unobservable: 100 });
  });
  test('what never came is undelivered, and R17: a stub is, unless it is meant to be one', () => {
    const books = offered(file);
    books.ask([...before, result('a', 'Saved to a file.')]);
    expect(books.ledger.open.context).toEqual({ undelivered: 100 });
    const meant = offered(file, { stub: true });
    meant.ask([...before, result('a', 'Saved to a file.')]);
    expect(meant.ledger.open.context).toEqual({ delivered: 100 });
  });
  test('R12: only the missing part is lost, and a cut is a cut even where it breaks JSON', () => {
    const json = JSON.stringify(
      Array.from({ length: 40 }, (_, index) => ({ name: `n${index}`, value: index * 77 })),
      undefined,
      1,
    );
    const books = offered(json);
    books.ask([...before, result('a', json.slice(0, json.length / 2))]);
    const { delivered = 0, truncated = 0 } = books.ledger.open.context;
    expect(truncated / (delivered + truncated)).toBeCloseTo(0.5, 1);
  });
  test('R12: altered bytes are corrupted', () => {
    const books = offered(file);
    books.ask([...before, result('a', `${text('file', 50)} ${'\uFFFD x '.repeat(60)}`)]);
    expect(books.ledger.open.context).toMatchObject({ corrupted: expect.closeTo(50, -1) as number });
  });
  test('a short text is found in the answer to its call, and nowhere else', () => {
    const books = offered('ok');
    books.ask([...before, result('a', '{"content":[{"type":"text","text":"ok"}]}')]);
    expect(books.ledger.open.context).toEqual({ delivered: 1 });
    const lost = offered('ok');
    lost.ask([...before, result('a', 'done'), user('is it ok?')]);
    expect(lost.ledger.open.context).toEqual({ undelivered: 1 });
  });
  test('what leaves the conversation is evicted, and delivered once it is back', () => {
    const books = offered(file);
    const whole = [...before, result('a', file), says('Read.')];
    books.ask(whole.slice(0, 3), says('Read.'));
    books.ask([...before, says('Read.'), user('Go on')]);
    expect(books.ledger.open.context).toEqual({ evicted: 100 });
    books.ask([...whole, user('Go on')]);
    expect(books.ledger.open.context).toEqual({ delivered: 100 });
  });
  test('R13: of what a summary stands for, what it is longer than is lost', () => {
    const books = offered(file);
    books.ask([...before, result('a', file)], says('Read.'));
    books.ask([hello, user(text('summary', 26)), says('Read.'), user('Go on')]);
    expect(books.ledger.open.context).toEqual({ delivered: 30, compacted: 70 });
  });
  test('R16: what leaves and was waste is reclaimed; a first copy whose twin stays is delivered', () => {
    const books = offered(file);
    books.ask([...before, result('a', file)], asks('b', 'read', {}));
    books.offer(file, { tool: 'read', arguments: {} });
    const second = [asks('b', 'read', {}), result('b', file)];
    books.ask([...before, result('a', file), ...second], says('Read.'));
    books.ask([...before, ...second, says('Read.')]);
    expect(books.ledger.open.context).toEqual({ delivered: 200 });
  });
  test('results that the provider has cleared are compacted, by its own number', () => {
    const books = offered(file);
    const whole = [...before, result('a', file)];
    books.ask(whole, says('Read.'));
    const input = sum([...before, says('Read.'), user('Go on')]);
    books.ask([...whole, says('Read.'), user('Go on')], undefined, { input, cleared: { uses: 1, tokens: 108 } });
    expect(books.ledger.open.context).toEqual({ compacted: 108 });
  });
  test('R11: a sub-agent that does not have it says nothing about it', () => {
    const books = offered(file);
    books.ask([system('You are another agent.'), user(text('task', 40))]);
    expect(books.ledger.open.context).toEqual({ unobservable: 100 });
    books.ask([...before, result('a', file)]);
    expect(books.ledger.open.context).toEqual({ delivered: 100 });
  });
  test('R11: a side call that has it says nothing about it either', () => {
    const books = offered(file);
    books.ask([system('You write titles.'), user(`Title for: ${file}`)], says('Files'));
    expect(books.ledger.open.context).toEqual({ unobservable: 100 });
    books.ask([...before, result('a', text('file', 60))]);
    expect(books.ledger.open.context).toEqual({
      delivered: expect.closeTo(60, -1) as number,
      truncated: expect.closeTo(40, -1) as number,
    });
  });
  test('is found again where the request that brought it turns out to be the double of another one', () => {
    const books = offered(file);
    const whole = [...before, result('a', file)];
    books.ledger.drop(books.begin(whole));
    books.ask(whole);
    expect(books.ledger.open.context).toEqual({ delivered: expect.closeTo(100, -1) as number });
  });
  test('R15: a process that calls no model books nothing', () => {
    const books = new TestLedger();
    books.offer(file);
    expect([books.ledger.sessions, books.ledger.hasWork]).toEqual([0, false]);
  });
  test('what was offered before the first call counts from then on', () => {
    const books = new TestLedger();
    books.offer(file, { kind: 'prompt' });
    books.ask([user(file)]);
    expect(books.ledger.open.context).toEqual({ delivered: 100 });
  });
  test('what its source has left out is lost where the source says how much', () => {
    const source = `${file} [truncated: 50 tokens omitted]`;
    const books = offered(source);
    books.ask([...before, result('a', source)]);
    expect(books.ledger.open.context).toMatchObject({ truncated: 50 });
  });
  test('loss is not told where too little could be seen', () => {
    const books = offered(file);
    books.offer(text('other', 300), { tool: 'other', arguments: {} });
    expect(isMeasurable(lossOf(books.ledger.open))).toBe(false);
  });
});
