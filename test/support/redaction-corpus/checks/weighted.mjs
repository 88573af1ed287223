/** The sum of the digits, each times the weight of its place. @type {(digits: string, weights: number[]) => number} */
export function weightedSum(digits, weights) {
  return weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0);
}

/**
 * Draws until the maker gives a value: some numbers have no check digit and are never issued.
 * @template T
 * @param {() => T | undefined} make
 * @returns {T}
 */
export function untilMade(make) {
  for (;;) {
    const value = make();
    if (value !== undefined) return value;
  }
}
