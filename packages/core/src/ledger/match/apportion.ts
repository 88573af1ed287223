/**
 * Divides a whole number by weights, into whole numbers that add up to it exactly (largest remainder). Weights that are no
 * numbers, or negative, count as 0; without any weight the first part gets everything.
 *
 * @param total a whole number that is not negative
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const clean = weights.map((weight) => (weight > 0 && Number.isFinite(weight) ? weight : 0));
  const sum = clean.reduce((all, weight) => all + weight, 0);
  if (!(sum > 0)) return clean.map((_, index) => (index === 0 ? total : 0));
  const exact = clean.map((weight) => (weight / sum) * total);
  const shares = exact.map(Math.floor);
  let rest = total - shares.reduce((all, share) => all + share, 0);
  if (rest > 0) for (const index of byRemainder(exact)) if (rest-- > 0) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

/** Of equal remainders the first. */
function byRemainder(exact: readonly number[]): readonly number[] {
  const remainder = (index: number): number => (exact[index] ?? 0) % 1;
  return exact.map((_, index) => index).toSorted((a, b) => remainder(b) - remainder(a) || a - b);
}
