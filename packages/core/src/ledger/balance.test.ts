import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  asks,
  newSpan,
  result,
  says,
  system,
  TestLedger,
  text,
  tokensOf,
  tool,
  user,
} from '../../../../test/support/test-ledger.ts';
import type { Booking } from './book/booking.ts';
import { closeBook, entriesOf } from './book/close-book.ts';
import { sumOfShares } from './classes.ts';
import type { Settled } from './ledger-parts.ts';
import { MAX_CALL_TOKENS } from './match/call-counts.ts';
import type { LedgerAnswer, PromptBlock } from './request.ts';
import { bookingsTexts, readBookings } from './wire/bookings-text.ts';
import { replay } from './wire/replay.ts';

/** What a hostile or broken provider may tell. */
const count = fc.oneof(
  { weight: 5, arbitrary: fc.nat(5_000) },
  fc.constantFrom(undefined, Number.NaN, -1, 0.5, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER, 1e300),
);

const part = fc.oneof(
  fc.record({ kind: fc.constant('user' as const), name: fc.nat(6), words: fc.nat(40) }),
  fc.record({ kind: fc.constant('result' as const), name: fc.nat(4), words: fc.nat(60), error: fc.boolean() }),
  fc.record({ kind: fc.constant('asks' as const), name: fc.nat(4), same: fc.boolean() }),
  fc.record({ kind: fc.constant('says' as const), name: fc.nat(6), words: fc.nat(30) }),
  fc.record({ kind: fc.constant('media' as const), name: fc.nat(3) }),
);
type Part = typeof part extends fc.Arbitrary<infer Value> ? Value : never;

const step = fc.oneof(
  fc.record({
    do: fc.constant('ask' as const),
    parts: fc.array(part, { maxLength: 12 }),
    tools: fc.nat(3),
    input: fc.option(count, { nil: 'true' as const, freq: 2 }),
    output: count,
    cacheRead: count,
    end: fc.constantFrom('ok' as const, 'ok' as const, 'failed' as const, 'refused' as const),
    reply: fc.option(part),
    continues: fc.option(fc.constantFrom('r0', 'r1', 'unknown')),
    id: fc.constantFrom('r0', 'r1', undefined),
    cleared: fc.option(fc.record({ uses: fc.nat(3), tokens: fc.nat(500) })),
    together: fc.boolean(),
  }),
  fc.record({ do: fc.constant('offer' as const), name: fc.nat(4), words: fc.nat(60), repeatable: fc.boolean() }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: -10_000, max: 400_000 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function blockOf(of: Part, index: number): PromptBlock {
  const id = `c${of.name}`;
  if (of.kind === 'user') return user(text(`u${of.name}`, of.words));
  if (of.kind === 'says') return says(text(`s${of.name}`, of.words));
  if (of.kind === 'asks') return asks(id, `t${of.name % 2}`, of.same ? {} : { index });
  if (of.kind === 'media') return { class: 'media', text: `[image ${of.name}]` };
  return result(id, text(`r${of.name}`, of.words), of.error ? { isError: true } : {});
}

/** Runs the steps, and gives back every closed period with what its calls were told to cost. */
function run(steps: readonly Step[]): {
  readonly settled: readonly Settled[];
  readonly told: number;
  readonly isExact: boolean;
} {
  const books = new TestLedger({ idleMs: 300_000 });
  let told = 0;
  let isExact = true;
  const waiting: (() => void)[] = [];
  for (const each of steps) {
    if (each.do === 'wait') {
      books.now += each.ms;
      books.ledger.closeIdle();
    } else if (each.do === 'offer') {
      const { name, words, repeatable } = each;
      books.offer(text(`r${name}`, words), { tool: `t${name % 2}`, arguments: {}, repeatable });
    } else {
      const blocks = [
        ...Array.from({ length: each.tools }, (_, index) => tool(`t${index}`)),
        system('s'),
        ...each.parts.map(blockOf),
      ];
      const input = each.input === 'true' ? blocks.reduce((sum, block) => sum + tokensOf(block), 0) : each.input;
      const call = books.ledger.begin('s', {
        span: newSpan(),
        blocks: () => blocks,
        model: `m${each.parts.length % 2}`,
        chat: true,
        count: (source) => source.split(' ').length,
        ...(each.continues !== null && { continues: each.continues }),
      });
      const { output, cacheRead, end, id, cleared } = each;
      const answer: LedgerAnswer = {
        end,
        input,
        output,
        cacheRead,
        source: 'usage',
        id,
        reply: each.reply === null ? undefined : { ...blockOf(each.reply, 0), class: 'assistant' },
        cleared: cleared ?? undefined,
        price: [1_000, 100, 1_250],
      };
      isExact &&= end !== 'ok' || credible(input) === input;
      told += credible(input) + (end === 'ok' ? 0 : credible(output));
      waiting.push(() => books.ledger.end(call, answer));
      if (!each.together) for (const done of waiting.splice(0)) done();
    }
  }
  for (const done of waiting) done();
  books.ledger.closeAll();
  return { settled: books.settled, told, isExact };
}

/** A count that a provider can have meant. */
function credible(value: number | undefined): number {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0 && value <= MAX_CALL_TOKENS ? value : 0;
}

const steps = fc.array(step, { minLength: 1, maxLength: 14 });
const total = (bookings: readonly Booking[], side: Booking['side']): number =>
  bookings.reduce((sum, each) => (each.side === side ? sum + each.tokens : sum), 0);

describe('whatever happens in a session', () => {
  test('its classes add up to what the provider told, none is negative, and both views of the books agree', () => {
    fc.assert(
      fc.property(steps, (happened) => {
        const { settled, told, isExact } = run(happened);
        const used = settled.reduce((sum, { book }) => sum + total(book.bookings, 'use'), 0);
        // What succeeded and tells nothing credible is estimated.
        if (isExact) expect(used).toBe(told);
        else expect(used).toBeGreaterThanOrEqual(told);
        for (const { book } of settled) {
          const { tokens, context } = book.figures;
          expect(total(book.bookings, 'use')).toBe(sumOfShares(tokens));
          expect(total(book.bookings, 'supply')).toBe(sumOfShares(context));
          for (const { tokens: booked } of book.bookings) expect(Number.isSafeInteger(booked) && booked > 0).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });
  test('its facts give the same books anywhere else, row by row, in whatever order they arrive', () => {
    fc.assert(
      fc.property(steps, (happened) => {
        for (const { book, facts } of run(happened).settled) {
          const { book: again, missing } = replay(facts.toReversed().flatMap((facts_) => [facts_, facts_]));
          expect(missing).toBe(0);
          const closed = closeBook(again);
          expect(closed).toEqual(book);
          const texts = bookingsTexts(closed.bookings);
          expect(texts.flatMap(readBookings)).toEqual(book.bookings);
          const entered = entriesOf(again).reduce((sum, { tokens }) => sum + tokens, 0);
          expect(entered).toBe(sumOfShares(book.figures.tokens) + sumOfShares(book.figures.context));
        }
      }),
      { numRuns: 200 },
    );
  });
  test('it gives the same figures when it happens again', () => {
    fc.assert(
      fc.property(steps, (happened) => {
        const figures = (): unknown => run(happened).settled.map(({ book }) => book.figures);
        expect(figures()).toEqual(figures());
      }),
      { numRuns: 100 },
    );
  });
});

test('of requests that go out together the order does not matter', () => {
  const ways = fc.uniqueArray(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(ways, fc.infiniteStream(fc.nat()), (names, random) => {
      const figures = (order: readonly number[]): unknown => {
        const books = new TestLedger();
        const before = [user(text('hello', 30)), asks('a', 'read', {})];
        books.ask(before.slice(0, 1), before[1]);
        books.offer(text('file', 80), { tool: 'read', arguments: {} });
        const shared = [...before, result('a', text('file', 80))];
        books.ask(shared, says('Read.'));
        const calls = order.map((name) => {
          const blocks = [...shared, says('Read.'), user(text(`way${name}`, 20 + name))];
          return { call: books.begin(blocks), input: blocks.reduce((sum, block) => sum + tokensOf(block), 0) };
        });
        books.run();
        for (const { call, input } of calls) books.ledger.end(call, { end: 'ok', input, output: 5, source: 'usage' });
        books.run();
        const { tokens, context } = books.ledger.open;
        return { tokens, context };
      };
      const shuffled = names
        .map((name) => ({ name, place: random.next().value as number }))
        .toSorted((a, b) => a.place - b.place)
        .map(({ name }) => name);
      expect(figures(shuffled)).toEqual(figures(names));
    }),
    { numRuns: 100 },
  );
});

describe('what others sum up', () => {
  /** What Prometheus makes of a counter: resets aside. */
  const increase = (samples: readonly number[]): number =>
    samples
      .slice(1)
      .reduce((sum, value, index) => sum + (value < (samples[index] ?? 0) ? value : value - (samples[index] ?? 0)), 0);
  const delta = (samples: readonly number[]): number => (samples.at(-1) ?? 0) - (samples[0] ?? 0);
  const sample = (books: TestLedger): { closed: number; open: number } => ({
    closed: sumOfShares(books.ledger.closed.tokens),
    open: sumOfShares(books.ledger.open.tokens),
  });
  const live = (samples: readonly { closed: number; open: number }[]): number =>
    Math.max(0, increase(samples.map(({ closed }) => closed)) + delta(samples.map(({ open }) => open)));
  const hello = [user(text('hello', 30))];

  test('closed and open is right over a close', () => {
    const books = new TestLedger();
    const samples = [sample(books)];
    for (const close of [false, true, false]) {
      books.ask(hello);
      samples.push(sample(books));
      if (close) books.ledger.close('s');
      samples.push(sample(books));
    }
    expect(live(samples)).toBe(3 * 34);
  });
  test('over a restart that closes its sessions', () => {
    const books = new TestLedger();
    const samples = [sample(books)];
    books.ask(hello);
    samples.push(sample(books));
    books.ledger.closeAll();
    samples.push(sample(books));
    const next = new TestLedger();
    samples.push(sample(next));
    next.ask(hello);
    samples.push(sample(next));
    expect(live(samples)).toBe(2 * 34);
  });
  test('and over a process that vanishes it forgets what was open, and is never negative', () => {
    const books = new TestLedger();
    books.ask(hello);
    const samples = [sample(books), sample(new TestLedger())];
    expect(live(samples)).toBe(0);
  });
});
