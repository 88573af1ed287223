import { fill } from '../random/pattern.mjs';
import { int } from '../random/seeded.mjs';
import { birthday } from './dates.mjs';
import { made } from './kind.mjs';

const rank = (character) => (character === '<' ? 0 : Number.parseInt(character, 36));

/** The check digit of a field of a passport: weights seven, three and one in turn. */
function check(field) {
  return Array.from(field).reduce((sum, character, place) => sum + rank(character) * [7, 3, 1][place % 3], 0) % 10;
}

const withCheck = (field) => `${field}${check(field)}`;

/** The second line of the machine readable part of a passport. */
function passportLine(random) {
  const { yy, mm, dd } = birthday(random);
  const number = withCheck(fill(random, 'C<digit:2>X<digit:2>T<digit:2>').padEnd(9, '<'));
  const born = withCheck(yy + mm + dd);
  const until = withCheck(`3${int(random, 0, 9)}${mm}${dd}`);
  const rest = '<'.repeat(14) + '<';
  return `${number}D<<${born}F${until}${rest}${check(number + born + until + rest)}`;
}

const vinRanks = {
  A: 1,
  B: 2,
  C: 3,
  D: 4,
  E: 5,
  F: 6,
  G: 7,
  H: 8,
  J: 1,
  K: 2,
  L: 3,
  M: 4,
  N: 5,
  P: 7,
  R: 9,
  S: 2,
  T: 3,
  U: 4,
  V: 5,
  W: 6,
  X: 7,
  Y: 8,
  Z: 9,
};
const vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** The number of a car, with the check character in its ninth place. */
function vin(random) {
  const code = `1HGCM${fill(random, '<digit:3>')}0${fill(random, '3A<digit:6>')}`;
  const sum = vinWeights.reduce(
    (total, weight, place) => total + weight * (vinRanks[code[place]] ?? Number(code[place])),
    0,
  );
  return `${code.slice(0, 8)}${'0123456789X'[sum % 11]}${code.slice(9)}`;
}

const nameLine = 'P<D<<NOWAKOWSKA<<ANNA<MARIA<ELISABETH<SOPHIE';

/** What stands in papers. */
export const documents = made('pii', [
  ['passport-mrz', passportLine, `${nameLine}\n<>`],
  ['vin', vin, 'VIN: <>', 'vehicle identification number <>'],
]);
