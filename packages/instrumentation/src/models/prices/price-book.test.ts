import { calcPrice } from '@pydantic/genai-prices';
import { readOwnPrices } from '@mcp-otel/core';
import { describe, expect, test } from 'vitest';
import { PriceBook } from './price-book.ts';

const NOW = Date.parse('2026-11-01T12:00:00Z');
const usage = { input: 1000, output: 100 };
const list = new PriceBook([], () => calcPrice);
const usd = (provider: string, models: readonly string[], book = list, of: object = usage, at = NOW): unknown => {
  const cost = book.cost(provider, models, of, at);
  return cost === undefined ? undefined : [Number(cost.nano) / 1e9, cost.basis];
};

describe('list prices', () => {
  test.each<readonly [string, string, number]>([
    // By hand, in USD per million tokens: 1.25 and 10, 3 and 15, 1.25 and 10.
    ['openai', 'gpt-5', 0.00225],
    ['anthropic', 'claude-sonnet-4-5-20250929', 0.0045],
    ['gcp.vertex_ai', 'models/gemini-2.5-pro', 0.00225],
  ])('%s %s', (provider, model, price) => {
    expect(usd(provider, [model])).toEqual([price, 'list']);
  });
  test('are those of the time of the call', () => {
    const before = Date.parse('2026-08-20T23:59:59Z');
    const of = { input: 10_000, output: 500, cacheRead: 4000, cacheWrite: 3000 };
    expect(usd('openai', ['gpt-5.6'], list, of)).toEqual([0.0386, 'list']);
    expect(usd('openai', ['gpt-5.6'], list, of, before)).toEqual([0.05075, 'list']);
  });
  test('are those of the model that answered, else of the one that was asked', () => {
    expect(usd('azure.ai.openai', ['our-deployment', 'gpt-5'])).toEqual([0.00225, 'list']);
  });
  test.each([
    ['openai', 'my-own-model'],
    ['ollama', 'llama3'],
    ['_OTHER', 'gpt-5'],
    ['constructor', 'gpt-5'],
  ])('of %s %s are not known, and nothing stands for them', (provider, model) => {
    expect(usd(provider, [model])).toBeUndefined();
  });
  test('are loaded once, and only when they are asked for', () => {
    let loads = 0;
    const book = new PriceBook([], () => {
      loads += 1;
      return calcPrice;
    });
    expect([usd('ollama', ['llama3'], book), loads]).toEqual([undefined, 0]);
    for (let call = 0; call < 3; call += 1) usd('openai', ['gpt-5'], book);
    expect(loads).toBe(1);
  });
});

test('own prices win over the list, for their provider', () => {
  const own = readOwnPrices({
    prices: [
      { model: 'gpt-5*', provider: 'openai', input: 1, output: 1 },
      { model: 'local-*', input: 0, output: 0 },
    ],
  });
  const book = new PriceBook(own, () => calcPrice);
  expect(usd('openai', ['gpt-5'], book)).toEqual([0.0011, 'override']);
  expect(usd('azure.ai.openai', ['gpt-5'], book)).toEqual([0.00225, 'list']);
  expect(usd('ollama', ['local-7b'], book)).toEqual([0, 'override']);
});
