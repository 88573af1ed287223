import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costOf, usdOf } from './cost.ts';
import { pricesAt, type ListedModel } from './list-prices.ts';
import { readOwnPrices } from './own-prices.ts';
import type { Prices } from './price.ts';

const opus: Prices = { input: 4, output: 20, cacheRead: 0.2, cacheWrite: 5, cacheWrite1h: 8 };
const tiered: Prices = {
  input: { base: 3, tiers: [{ above: 200_000, price: 6 }] },
  output: { base: 15, tiers: [{ above: 200_000, price: 22.5 }] },
  cacheRead: { base: 0.3, tiers: [{ above: 200_000, price: 0.6 }] },
  cacheWrite: { base: 3.75, tiers: [{ above: 200_000, price: 7.5 }] },
  cacheWrite1h: { base: 6, tiers: [{ above: 200_000, price: 12 }] },
};

describe('the price of a call', () => {
  // Each sum was made by hand, in USD per million tokens.
  test.each<readonly [string, Prices, Parameters<typeof costOf>[1], bigint]>([
    [
      'cached and written input',
      opus,
      { input: 20_000, output: 1000, cacheRead: 10_000, cacheWrite: 6000, cacheWrite1h: 2000 },
      74_000_000n,
    ],
    ['up to the bound of a tier', tiered, { input: 200_000, output: 1000 }, 615_000_000n],
    [
      'behind it, for every token',
      tiered,
      { input: 200_001, output: 1000, cacheRead: 100_000, cacheWrite: 1000, cacheWrite1h: 500 },
      686_256_000n,
    ],
    [
      'without a price of its own a part costs what the rest does',
      { input: 2, output: 8 },
      { input: 100, output: 10, cacheRead: 50, reasoning: 5 },
      280_000n,
    ],
    [
      'an hour costs what five minutes do where only these have a price',
      { input: 3, cacheWrite: 4 },
      { input: 10, cacheWrite: 10, cacheWrite1h: 10 },
      40_000n,
    ],
    [
      'details that are larger than their total are cut to it',
      opus,
      { input: 10, cacheRead: 50, cacheWrite: 50 },
      2_000n,
    ],
    [
      'audio',
      { input: 1, output: 2, audioInput: 10, audioOutput: 20 },
      { input: 10, audioInput: 4, output: 10, audioOutput: 5 },
      156_000n,
    ],
    ['a price per request', { input: 1, output: 1, requests: 5 }, { input: 0, output: 0 }, 5_000_000n],
  ])('%s', (_name, prices, usage, nano) => {
    expect(costOf(prices, usage)).toBe(nano);
  });
  test('is unknown for a model without prices', () => {
    expect(costOf({}, { input: 5 })).toBeUndefined();
  });
  test('is exact: the noise of binary numbers adds nothing, and sums do not drift', () => {
    expect(costOf({ input: 0.18000000000000002, output: 0 }, { input: 1_000_000 })).toBe(180_000_000n);
    const one = costOf({ input: 0.1, output: 0 }, { input: 1_000_000 }) ?? 0n;
    expect(usdOf(Array.from({ length: 1000 }, () => one).reduce((sum, nano) => sum + nano, 0n))).toBe(100);
  });
  test('never falls when more is used', () => {
    const count = fc.nat(1_000_000);
    fc.assert(
      fc.property(count, count, count, count, (input, output, cacheRead, more) => {
        const less = costOf(opus, { input, output, cacheRead }) ?? -1n;
        expect(costOf(opus, { input: input + more, output, cacheRead })).toBeGreaterThanOrEqual(less);
      }),
    );
  });
});

describe('list prices', () => {
  const model: ListedModel = {
    id: 'm',
    prices: [
      { prices: { input_mtok: 5, output_mtok: 30 } },
      { constraint: { type: 'start_date', start_date: '2026-08-21' }, prices: { input_mtok: 4, output_mtok: 20 } },
      {
        constraint: { type: 'time_of_date', start_time: '22:00:00Z', end_time: '02:00:00Z' },
        prices: { input_mtok: 1 },
      },
    ],
  };
  test.each([
    ['2026-08-20T21:59:59Z', 5],
    ['2026-08-21T12:00:00Z', 4],
    ['2026-08-21T23:00:00Z', 1],
    ['2026-08-22T01:59:59Z', 1],
    ['2026-08-22T02:00:00Z', 4],
  ])('are those of the time of the call: %s', (time, input) => {
    expect(pricesAt(model, Date.parse(time)).input).toBe(input);
  });
});

describe('own prices', () => {
  test('name models exactly or by a pattern', () => {
    const prices = readOwnPrices({
      prices: [
        { model: 'local-*', input: 0, output: 0 },
        { model: 'a.b', provider: 'x', input: 1 },
      ],
    });
    expect(prices.map(({ model }) => [model.test('local-7b'), model.test('axb'), model.test('A.B')])).toEqual([
      [true, false, false],
      [false, false, true],
    ]);
  });
  test.each<readonly [unknown, string]>([
    [[], 'it needs a list "prices"'],
    [{ prices: [{}] }, 'prices[0] needs a "model"'],
    [{ prices: [{ model: 'm', input: -1 }] }, 'prices[0].input is no number from 0 on, in USD per million tokens'],
    [{ prices: [{ model: 'm', inputs: 1 }] }, 'prices[0].inputs is none of model, provider, input, output'],
    [{ prices: [{ model: 'm', input: { base: 1, tiers: [{ over: 1 }] } }] }, 'prices[0].input.tiers needs numbers'],
  ])('%j is refused, and the error says where', (file, message) => {
    expect(() => readOwnPrices(file)).toThrow(message);
  });
});
