import { draw, fill } from '../random/pattern.mjs';
import { alphabets } from '../random/alphabets.mjs';
import { int } from '../random/seeded.mjs';
import { birthday } from './dates.mjs';
import { made } from './kind.mjs';

/** What a character counts in the first, third, fifth place and so on, from 0 (or A) on. */
const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** The number of a character: digits and letters both count from zero. */
const rank = (character) => (/\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65);

/** The check letter of an Italian tax code. */
function checkLetter(code) {
  const sum = Array.from(code).reduce(
    (total, character, place) => total + (place % 2 ? rank(character) : odd[rank(character)]),
    0,
  );
  return alphabets.upper[sum % 26];
}

/** An Italian tax code: name, birthday (plus forty for women), place of birth, check letter. */
function codiceFiscale(random) {
  const { yy, mm, dd } = birthday(random);
  const day = String(Number(dd) + 40 * int(random, 0, 1)).padStart(2, '0');
  const month = 'ABCDEHLMPRST'[Number(mm) - 1];
  const place = draw(random, 'ABCDEFGHIL', 1) + fill(random, '<digit:3>');
  const code = fill(random, '<consonants:6>') + yy + month + day + place;
  return code + checkLetter(code);
}

/** Italy's number, whose check has tables of its own. */
export const italian = made('pii', [['it-codice-fiscale', codiceFiscale]]);
