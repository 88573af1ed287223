import { alphabets } from './alphabets.mjs';
import { checkedToken } from '../checks/crc32.mjs';
import { int, pick } from './seeded.mjs';
import { words } from './words.mjs';

/** `length` characters of an alphabet. @type {(random: () => number, alphabet: string, length: number) => string} */
export function draw(random, alphabet, length) {
  return Array.from({ length }, () => alphabet[int(random, 0, alphabet.length - 1)]).join('');
}

/** A version 4 UUID. @type {(random: () => number) => string} */
export function uuid(random) {
  const hex = (length) => draw(random, alphabets.hex, length);
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${pick(random, ['8', '9', 'a', 'b'])}${hex(3)}-${hex(12)}`;
}

const special = {
  uuid,
  UUID: (random) => uuid(random).toUpperCase(),
  checked: (random, length) => checkedToken(draw(random, alphabets.alnum, length - 6)),
  noun: (random) => pick(random, words),
  Noun: (random) => pick(random, words).replace(/^./, (letter) => letter.toUpperCase()),
  NOUN: (random) => pick(random, words).toUpperCase(),
};

/**
 * Fills each `<name>`, `<name:length>` and `<name:from-to>` of a pattern; names it does not know stay as they are.
 * @param {() => number} random
 * @param {string} pattern e.g. `ghp_<checked:36>`
 * @returns {string}
 */
export function fill(random, pattern) {
  return pattern.replaceAll(/<(\w+)(?::(\d+)(?:-(\d+))?)?>/g, (whole, name, from = '1', to = from) => {
    const length = int(random, Number(from), Number(to));
    if (Object.hasOwn(special, name)) return special[name](random, length);
    return Object.hasOwn(alphabets, name) ? draw(random, alphabets[name], length) : whole;
  });
}
