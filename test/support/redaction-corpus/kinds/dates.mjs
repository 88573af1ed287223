import { int } from '../random/seeded.mjs';

const two = (number) => String(number).padStart(2, '0');

/**
 * A day somebody may have been born on, in the parts national numbers are made of.
 * @param {() => number} random
 * @param {number} [first] the earliest year
 * @param {number} [last] the latest year
 * @returns {{ year: number, yyyy: string, yy: string, mm: string, dd: string }}
 */
export function birthday(random, first = 1940, last = 1999) {
  const year = int(random, first, last);
  return { year, yyyy: String(year), yy: two(year % 100), mm: two(int(random, 1, 12)), dd: two(int(random, 1, 28)) };
}
