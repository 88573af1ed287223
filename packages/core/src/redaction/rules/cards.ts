import { luhn } from './checksums.ts';
import { numberRule, type NumberRule } from './number-rule.ts';

/** First digits of the card networks, by ISO/IEC 7812, and how many digits their cards have. */
const networks: readonly (readonly [name: string, first: RegExp, lengths: readonly number[]])[] = [
  ['Visa', /^4/, [13, 16, 19]],
  ['Mastercard', /^(?:5[1-5]|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)/, [16]],
  ['American Express', /^3[47]/, [15]],
  ['Discover', /^(?:6011|64[4-9]|65)/, [16]],
  ['Diners Club', /^3(?:0[0-5]|[689])/, [14, 16]],
  ['JCB', /^35(?:2[89]|[3-8]\d)/, [16]],
  ['Maestro', /^(?:50|5[6-8]|6[0-9])/, [12, 13, 14, 15, 16, 17, 18, 19]],
  ['UnionPay', /^(?:62|81)/, [16, 17, 18, 19]],
  ['Mir, Troy', /^(?:220[0-4]|9792)/, [16]],
];

/** How the digits of a card are grouped: not at all, or as they are printed. */
const shapes = /^(?:\d+|4[- ]4[- ]4[- ]4(?:[- ]\d)?|4[- ]6[- ][45]|4[- ]4[- ]5|4[- ]4[- ]4(?:[- ]1)?|6[- ]13|8[- ]8)$/;

/** Payment cards. Contiguous digits count only from 14 on, so that barcodes of 12 and 13 digits stay. */
export const cards: NumberRule = numberRule({
  class: 'card',
  digits: [12, 19],
  shapes,
  check: (digits, shape) => isOfNetwork(digits) && luhn(digits) && (digits.length >= 14 || /[- ]/.test(shape)),
});

/** Cards of any length and grouping, behind a word that says so. */
export const announcedCards: NumberRule = numberRule({
  class: 'card',
  digits: [12, 19],
  label: /(?:(?:credit|debit|bank)?card|pan|visa|mastercard|amex|credit)(?:[ _-]?(?:number|no|num|nr))?[^a-z\d]{0,8}$/i,
  check: luhn,
});

function isOfNetwork(digits: string): boolean {
  return networks.some(([, first, lengths]) => lengths.includes(digits.length) && first.test(digits));
}
