import type { CallFacts } from '../facts.ts';

/**
 * Price of each block of a request in nano-USD, by where it stands: caches keep the beginning of a request, so that the
 * first tokens are those that were read from one, the next those that were written to one.
 */
export function costsOf(
  { price, cacheRead = 0, cacheWrite = 0 }: CallFacts,
  tokens: readonly number[],
): readonly number[] {
  if (price === undefined) return [];
  const [uncached, read, written] = price;
  const cost = (until: number): number => {
    const fromCache = Math.min(until, cacheRead);
    const toCache = Math.min(until - fromCache, cacheWrite);
    return (fromCache * read + toCache * written + (until - fromCache - toCache) * uncached) / 1e6;
  };
  let at = 0;
  return tokens.map((count) => {
    const before = cost(at);
    at += count;
    return cost(at) - before;
  });
}
