/** First of the ten digits of a script, by Unicode. */
const zeros = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50, 0x0ed0,
];
const NOTHING = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/;
const DASH = /[\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d]/;
const GAP = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/;

/**
 * The character of ASCII that another one stands for: digits of other scripts, wide and mathematical forms, dashes, spaces,
 * and nothing for what has no width. Undefined for a character that is itself.
 */
export function foldCharacter(code: number): string | undefined {
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (code >= 0x1d7ce && code <= 0x1d7ff) return String((code - 0x1d7ce) % 10);
  if (code >= 0x1d400 && code <= 0x1d7ff) return String.fromCodePoint(code).normalize('NFKC');
  if (code > 0xffff) return undefined;
  if (code >= 0xfe00 && code <= 0xfe0f) return ''; // variation selectors
  const zero = zeros.find((first) => code >= first && code < first + 10);
  if (zero !== undefined) return String(code - zero);
  const character = String.fromCharCode(code);
  if (NOTHING.test(character)) return '';
  if (DASH.test(character)) return '-';
  return GAP.test(character) ? ' ' : undefined;
}
