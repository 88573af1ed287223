import { fill } from '../random/pattern.mjs';
import { pick } from '../random/seeded.mjs';

/**
 * A value of a kind: the part that must not survive, and what makes it recognisable where it does not say it itself.
 * @typedef {{ secret: string, context?: (secret: string) => string }} Value
 * @typedef {{ kind: string, group: string, make(random: () => number): Value }} Kind
 */

/** Puts a secret where a template says `<>`. */
function placed(template) {
  return (secret) => template.replace('<>', () => secret);
}

/**
 * A value with one of the contexts, or with none when the list is empty.
 * @param {() => number} random
 * @param {string} secret
 * @param {readonly string[]} contexts templates in which `<>` stands for the secret
 * @returns {Value}
 */
export function inContext(random, secret, contexts) {
  if (contexts.length === 0) return { secret };
  return { secret, context: placed(fill(random, pick(random, contexts))) };
}

/**
 * The kinds of a table whose rows are a name, the pattern of the secret, and the contexts it needs.
 * @param {string} group
 * @param {readonly (readonly string[])[]} rows
 * @returns {Kind[]}
 */
export function tokens(group, rows) {
  return rows.map(([kind, pattern, ...contexts]) => ({
    kind,
    group,
    make: (random) => inContext(random, fill(random, pattern), contexts),
  }));
}

/**
 * The kinds of a table whose rows are a name, the maker of the secret, and the contexts it needs.
 * @param {string} group
 * @param {readonly (readonly [string, (random: () => number) => string, ...string[]])[]} rows
 * @returns {Kind[]}
 */
export function made(group, rows) {
  return rows.map(([kind, secretOf, ...contexts]) => ({
    kind,
    group,
    make: (random) => inContext(random, secretOf(random), contexts),
  }));
}
