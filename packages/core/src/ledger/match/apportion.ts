/**
 * Divides a whole number by weights, into whole numbers that add up to it exactly (largest remainder). Weights that are no
 * numbers, or negative, count as 0; without any weight the first part gets everything.
 *
 * @param total a whole number that is not negative
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const clean = weights.map((weight) => (weight > 0 && Number.isFinite(weight) ? weight : 0));
  const largest = Math.max(0, ...clean);
  if (largest === 0) return clean.map((_, index) => (index === 0 ? total : 0));
  const parts = clean.map((weight) => weight / largest); // So that no sum is beyond what a number can be.
  const sum = parts.reduce((all, part) => all + part, 0);
  const exact = parts.map((part) => (part / sum) * total);
  const shares = exact.map(Math.floor);
  const rest = total - shares.reduce((all, share) => all + share, 0);
  for (const index of byRemainder(exact).slice(0, Math.max(0, rest))) shares[index] = (shares[index] ?? 0) + 1;
  // Of very large totals rounding leaves something more.
  const left = total - shares.reduce((all, share) => all + share, 0);
  const first = clean.indexOf(largest);
  shares[first] = (shares[first] ?? 0) + left;
  return shares;
}

/** Of equal remainders the first. */
function byRemainder(exact: readonly number[]): readonly number[] {
  const remainder = (index: number): number => (exact[index] ?? 0) % 1;
  return exact.map((_, index) => index).toSorted((a, b) => remainder(b) - remainder(a) || a - b);
}
