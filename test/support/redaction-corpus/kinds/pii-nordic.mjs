import { withLuhn } from '../checks/luhn.mjs';
import { untilMade, weightedSum } from '../checks/weighted.mjs';
import { fill } from '../random/pattern.mjs';
import { int, pick } from '../random/seeded.mjs';
import { birthday } from './dates.mjs';
import { made } from './kind.mjs';

/** A Swedish number: birthday, order, and Luhn's digit over both. */
function personnummer(random) {
  const { yy, mm, dd } = birthday(random);
  const digits = withLuhn(yy + mm + dd + fill(random, '<digit:3>'));
  return `${digits.slice(0, 6)}-${digits.slice(6)}`;
}

/** The same with the century, as authorities write it. */
function longPersonnummer(random) {
  return `19${personnummer(random)}`;
}

/** A Norwegian number: birthday, order, and two check digits by eleven. */
function fodselsnummer(random) {
  const { yy, mm, dd } = birthday(random);
  return untilMade(() => {
    const nine = dd + mm + yy + String(int(random, 0, 499)).padStart(3, '0');
    const first = (11 - (weightedSum(nine, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
    const second = (11 - (weightedSum(`${nine}${first}`, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
    return first === 10 || second === 10 ? undefined : `${nine}${first}${second}`;
  });
}

/** A Finnish number: birthday, sign of the century, order, check character. */
function hetu(random) {
  const { year, yy, mm, dd } = birthday(random, 1940, 2009);
  const order = String(int(random, 2, 899)).padStart(3, '0');
  const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(dd + mm + yy + order) % 31];
  return dd + mm + yy + (year < 2000 ? '-' : pick(random, ['A', 'A', 'B'])) + order + check;
}

/** National numbers of the north. */
export const nordic = made('pii', [
  ['se-personnummer', personnummer],
  ['se-personnummer-long', longPersonnummer],
  ['no-fodselsnummer', fodselsnummer, 'fødselsnummer: <>', 'Fødselsnr. <>'],
  ['fi-hetu', hetu],
]);
