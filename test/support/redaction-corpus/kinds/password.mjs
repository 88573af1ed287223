import { draw, fill } from '../random/pattern.mjs';
import { alphabets } from '../random/alphabets.mjs';
import { int, pick } from '../random/seeded.mjs';

/** A password as people think of it: a word, a year, a sign. */
const thought = (random) => fill(random, `<Noun>${int(random, 1980, 2031)}`) + pick(random, ['!', '*', '_', '-', '.']);

/** A few words in a row with a number. */
const phrase = (random) => fill(random, '<noun>-<noun>-<noun>-<digit:2>');

/** What a password keeper draws; a digit first, so that it never reads as a word or a variable. */
const drawn = (random) => fill(random, '<digit:1><alnum:11-23>');

/** A password with signs that need no escape in a shell, a URL or a connection string. */
const signs = (random) => fill(random, '<upper:1><lower:2><digit:2>') + draw(random, `${alphabets.alnum}._~-`, 9) + '7';

/**
 * A password of ordinary strength, of characters that mean nothing in a URL.
 * @type {(random: () => number) => string}
 */
export function password(random) {
  return pick(random, [thought, phrase, drawn, signs])(random);
}

/** A password with signs a URL has to escape, escaped. @type {(random: () => number) => string} */
export function escapedPassword(random) {
  return encodeURIComponent(fill(random, '<Noun>@<digit:3>#<alnum:4>/<lower:3>'));
}
