/** Sets of ASCII characters as bits, so that one look-up answers every question about a character. */
export const UPPER = 1;
export const LOWER = 2;
export const DIGIT = 4;
export const UNDERSCORE = 8;
export const DASH = 16;
export const DOT = 32;
export const SLASH = 64;
export const PLUS = 128;
export const EQUALS = 256;
export const HEX = 512;
/** `A-Z2-7` */
export const BASE32 = 1024;
export const PERCENT = 2048;
export const TILDE = 4096;
export const SPACE = 8192;
/** Hexadecimal digits without capitals. */
export const LOWER_HEX = 16_384;
export const LETTER: number = UPPER | LOWER;
export const ALNUM: number = LETTER | DIGIT;
export const WORD: number = ALNUM | UNDERSCORE | DASH;
export const BASE64: number = ALNUM | PLUS | SLASH;
export const ANY_BASE64: number = WORD | PLUS | SLASH;

const sets: readonly (readonly [characters: string, bits: number])[] = [
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', UPPER],
  ['abcdefghijklmnopqrstuvwxyz', LOWER],
  ['0123456789', DIGIT],
  ['0123456789abcdefABCDEF', HEX],
  ['0123456789abcdef', LOWER_HEX],
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', BASE32],
  ['_', UNDERSCORE],
  ['-', DASH],
  ['.', DOT],
  ['/', SLASH],
  ['+', PLUS],
  ['=', EQUALS],
  ['%', PERCENT],
  ['~', TILDE],
  [' \t\r\n\u00a0', SPACE],
];

const table = new Uint16Array(256);
for (const [characters, bits] of sets) {
  for (const character of characters) table[character.charCodeAt(0)] = (table[character.charCodeAt(0)] ?? 0) | bits;
}

/** The sets that a character belongs to. */
export function setsOf(code: number): number {
  return code < 256 ? (table[code] ?? 0) : 0;
}

/** End of the run of characters of a set that begins at `start`, at most `max` long. */
export function runEnd(text: string, start: number, set: number, max = 4096): number {
  const limit = Math.min(text.length, start + max);
  let end = start;
  while (end < limit && (setsOf(text.charCodeAt(end)) & set) !== 0) end += 1;
  return end;
}
