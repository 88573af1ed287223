import { withLuhn } from '../checks/luhn.mjs';
import { fill } from '../random/pattern.mjs';
import { int, pick } from '../random/seeded.mjs';
import { made } from './kind.mjs';

const fours = (digits) => digits.replaceAll(/(.{4})(?=.)/g, '$1 ');
const sixes = (digits) => digits.replace(/(.{4})(.{6})(.+)/, '$1 $2 $3');
const dashed = (grouped) => grouped.replaceAll(' ', '-');

/** A number of an issuer: one of its starts, and a check digit at the end. */
function number(starts, length) {
  return (random) => {
    const start = starts(random);
    return withLuhn(start + fill(random, `<digit:${length - 1 - start.length}>`));
  };
}

const one =
  (...starts) =>
  (random) =>
    pick(random, starts);
const between = (low, high) => (random) => String(int(random, low, high));
const written = (of, form) => (random) => form(of(random));

const visa = number(one('4'), 16);
const mastercard = number((random) => pick(random, [between(51, 55), between(2221, 2720)])(random), 16);
const amex = number(one('34', '37'), 15);
const discover = number(one('6011', '65', '644'), 16);

/** Payment cards: plain, in groups, and with dashes. */
export const cards = made('pii', [
  ['card-visa', visa],
  ['card-visa-spaced', written(visa, fours)],
  ['card-visa-dashed', written(visa, (digits) => dashed(fours(digits)))],
  ['card-mastercard', mastercard],
  ['card-mastercard-spaced', written(mastercard, fours)],
  ['card-mastercard-dashed', written(mastercard, (digits) => dashed(fours(digits)))],
  ['card-amex', amex],
  ['card-amex-spaced', written(amex, sixes)],
  ['card-discover', discover],
  ['card-discover-spaced', written(discover, fours)],
  ['card-jcb', number(between(3528, 3589), 16)],
  ['card-maestro', number(one('5018', '5020', '5038', '6304', '6759'), 16)],
  ['card-diners', number(one('36', '38'), 14), 'Diners card: <>'],
  ['card-unionpay', number(one('6212', '6222', '6258'), 16)],
]);
