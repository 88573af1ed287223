/** Price of one million tokens in USD: one number, or another one once the whole request has more input than `above`. */
export type Price = number | { readonly base: number; readonly tiers: readonly PriceTier[] };

export interface PriceTier {
  /** Input tokens of the request that the price begins behind. It then holds for every token of the request. */
  readonly above: number;
  readonly price: number;
}

/** Prices of one model at one time. What has no price of its own is part of what it belongs to. */
export interface Prices {
  readonly input?: Price | undefined;
  readonly output?: Price | undefined;
  readonly cacheRead?: Price | undefined;
  readonly cacheWrite?: Price | undefined;
  readonly cacheWrite1h?: Price | undefined;
  readonly reasoning?: Price | undefined;
  readonly audioInput?: Price | undefined;
  readonly audioOutput?: Price | undefined;
  /** USD per thousand requests. */
  readonly requests?: Price | undefined;
}

/** The price that holds for a request with so many input tokens. */
export function priceAt(price: Price, input: number): number {
  if (typeof price === 'number') return price;
  const reached = price.tiers.filter(({ above }) => input > above).toSorted((a, b) => a.above - b.above);
  return reached.at(-1)?.price ?? price.base;
}
