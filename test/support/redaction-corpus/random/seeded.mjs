/**
 * A source of numbers in [0, 1).
 * @typedef {() => number} Random
 */

/**
 * Mulberry32: the same seed gives the same numbers on every machine.
 * @param {number} seed any integer
 * @returns {Random}
 */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A seed of its own for a name and a number, so that a new kind does not change the samples of the others.
 * @param {number} seed
 * @param {string} name
 * @param {number} number
 * @returns {number}
 */
export function seedOf(seed, name, number) {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const character of `${name}#${number}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash;
}

/** An integer between both ends, both included. @type {(random: Random, low: number, high: number) => number} */
export function int(random, low, high) {
  return low + Math.floor(random() * (high - low + 1));
}

/**
 * One of the list, each with the same chance.
 * @template T
 * @param {Random} random
 * @param {readonly T[]} list
 * @returns {T}
 */
export function pick(random, list) {
  return list[int(random, 0, list.length - 1)];
}
