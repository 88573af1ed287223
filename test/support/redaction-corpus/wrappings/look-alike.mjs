import { pick } from '../random/seeded.mjs';

/** Where the digits and letters of a style start; a style without letters leaves them as they are. */
const styles = [
  { digits: 0xff10, upper: 0xff21, lower: 0xff41 },
  { digits: 0x0660 },
  { digits: 0x06f0 },
  { digits: 0x0966 },
  { digits: 0x1d7ce, upper: 0x1d400, lower: 0x1d41a },
  { digits: 0x1d7f6, upper: 0x1d670, lower: 0x1d68a },
];

const dashes = ['\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212'];
const spaces = ['\u00a0', '\u202f', '\u2007'];

const starts = [
  ['digits', '0'],
  ['upper', 'A'],
  ['lower', 'a'],
];

/** The same character in a style, or itself. */
function styled(character, style) {
  const classes = [/\d/, /[A-Z]/, /[a-z]/];
  const place = classes.findIndex((of) => of.test(character));
  const [name, zero] = starts[place] ?? [];
  if (style[name] === undefined) return character;
  return String.fromCodePoint(style[name] + character.charCodeAt(0) - zero.charCodeAt(0));
}

/** Whether digits make the value, so that other digits would read the same. @type {(secret: string) => boolean} */
export function madeOfDigits(secret) {
  const digits = secret.replaceAll(/\D/g, '').length;
  if (!/^[\dA-Z\s().+\-/]+$/.test(secret)) return false;
  return digits >= 6 && digits >= 0.6 * secret.replaceAll(/[\s().+\-/]/g, '').length;
}

/**
 * Other digits, other letters, other dashes and spaces that look the same.
 * @type {(text: string, random: () => number) => string}
 */
export function lookAlike(text, random) {
  const style = pick(random, /[- ]/.test(text) ? [...styles, {}] : styles);
  const dash = pick(random, dashes);
  const space = pick(random, spaces);
  return Array.from(text)
    .map((character) => (character === '-' ? dash : character === ' ' ? space : styled(character, style)))
    .join('');
}
