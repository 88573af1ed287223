import type { Usage } from '../models/usage.ts';
import { priceAt, type Price, type Prices } from './price.ts';

/** Billionths of a USD, as a whole number: sums of them are exact. */
export type NanoUsd = bigint;

const ATTO_PER_NANO = 1_000_000_000n;
/** Digits behind the point of a price per million tokens; what follows is noise of the number's binary form. */
const PRICE_DIGITS = 12;

/**
 * Price of a call, in exact arithmetic and rounded once. Parts that are larger than their total are cut to it.
 *
 * @returns undefined where the model has prices for neither input nor output
 */
export function costOf(prices: Prices, usage: Usage): NanoUsd | undefined {
  if (prices.input === undefined && prices.output === undefined) return undefined;
  const { input = 0 } = usage;
  const sum = [...inputParts(prices, usage), ...outputParts(prices, usage), ...requestPart(prices)].reduce(
    (atto, [tokens, price]) => atto + BigInt(tokens) * attoPerToken(price, input),
    0n,
  );
  return (sum + ATTO_PER_NANO / 2n) / ATTO_PER_NANO;
}

/** The same as a number of USD, for attributes and metrics. */
export function usdOf(nano: NanoUsd): number {
  return Number(nano) / 1e9;
}

type Part = readonly [tokens: number, price: Price];

function inputParts(prices: Prices, usage: Usage): readonly Part[] {
  const parts = new Parts(usage.input ?? 0);
  parts.take(usage.cacheRead, prices.cacheRead);
  if (prices.cacheWrite !== undefined) {
    const written = Math.min(usage.cacheWrite ?? 0, parts.left);
    const forAnHour = Math.min(usage.cacheWrite1h ?? 0, written);
    parts.take(forAnHour, prices.cacheWrite1h ?? prices.cacheWrite);
    parts.take(written - forAnHour, prices.cacheWrite);
  }
  parts.take(usage.audioInput, prices.audioInput);
  return parts.with(prices.input);
}

function outputParts(prices: Prices, usage: Usage): readonly Part[] {
  const parts = new Parts(usage.output ?? 0);
  parts.take(usage.reasoning, prices.reasoning);
  parts.take(usage.audioOutput, prices.audioOutput);
  return parts.with(prices.output);
}

/** A price per thousand requests is a thousand times one per million. */
function requestPart({ requests }: Prices): readonly Part[] {
  return requests === undefined ? [] : [[1000, requests]];
}

/** A total that is divided among prices. */
class Parts {
  left: number;
  readonly #taken: Part[] = [];

  constructor(total: number) {
    this.left = total;
  }

  /** Without a price of its own a part stays with the rest. */
  take(tokens: number | undefined, price: Price | undefined): void {
    if (tokens === undefined || price === undefined) return;
    const taken = Math.min(tokens, this.left);
    this.#taken.push([taken, price]);
    this.left -= taken;
  }

  with(price: Price | undefined): readonly Part[] {
    return [...this.#taken, [this.left, price ?? 0]];
  }
}

/** USD per million tokens is as many millionths of a USD per token, and a billion times a thousand of these are atto-USD. */
function attoPerToken(price: Price, input: number): bigint {
  return BigInt(priceAt(price, input).toFixed(PRICE_DIGITS).replace('.', ''));
}
