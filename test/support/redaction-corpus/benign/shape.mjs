import { fill } from '../random/pattern.mjs';
import { pick } from '../random/seeded.mjs';

/**
 * A shape of strings that hold nothing to hide.
 * @typedef {{ shape: string, make(random: () => number): string }} Shape
 */

/**
 * The shapes of a table whose rows are a name and the templates, one of which is filled at random.
 * @param {readonly (readonly string[])[]} rows
 * @returns {Shape[]}
 */
export function templates(rows) {
  return rows.map(([shape, ...list]) => ({ shape, make: (random) => fill(random, pick(random, list)) }));
}

/**
 * The shapes of a table whose rows are a name and a maker.
 * @param {readonly (readonly [string, (random: () => number) => string])[]} rows
 * @returns {Shape[]}
 */
export function makers(rows) {
  return rows.map(([shape, make]) => ({ shape, make }));
}
