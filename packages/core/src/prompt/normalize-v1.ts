/**
 * Normalisation `v1` of prompts, with the same result as mcp-observatory 0.4.0 (Python `re` on Unicode text): UUIDs of
 * versions 1 to 5, timestamps and numbers are replaced, white space is collapsed, the rest is lower case. Linear time.
 *
 * Text without a UTF-8 form, a lone surrogate, has no digest in Python; here it counts as U+FFFD.
 */
export function normalizeV1(text: string): string {
  const wide = NON_ASCII.test(text);
  let out = wide ? text.toWellFormed() : text;
  for (const [pattern, placeholder] of wide ? unicodeRules : asciiRules) out = out.replace(pattern, placeholder);
  out = out.replace(SPACES, ' ');
  const start = out.startsWith(' ') ? 1 : 0;
  return out.slice(start, out.length > start && out.endsWith(' ') ? -1 : undefined).toLowerCase();
}

type Rule = readonly [pattern: RegExp, placeholder: string];

// What Python's `\s` and `strip()` mean; that of JavaScript lacks U+001C to U+001F and U+0085, and has U+FEFF.
const SPACE = String.raw`\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;
const SPACES = new RegExp(`[${SPACE}][ ${SPACE}]*| [ ${SPACE}]+`, 'g'); // A single blank is what it should be.
// oxlint-disable-next-line no-control-regex -- NUL is ASCII as well.
const NON_ASCII = /[^\x00-\x7f]/;

const asciiRules = rules('[0-9]', String.raw`\w`, 'g');
// Python's `\w` is a letter, any kind of number, or `_`; no marks.
const unicodeRules = rules(String.raw`\p{Nd}`, String.raw`[\p{L}\p{N}_]`, 'gu');

/**
 * The three rules over an alphabet. Each takes its first character before it looks back for a word's beginning, because
 * testing a class of characters rejects most places at once.
 */
function rules(digit: string, word: string, flags: string): readonly Rule[] {
  const hex = '[0-9a-fA-F]';
  const begins = (first: string): string => `(?<!${word}${first})`;
  const ends = `(?!${word})`;
  const clock = String.raw`${digit}{2}:${digit}{2}:${digit}{2}(?:\.${digit}+)?`;
  const sources: readonly (readonly [string, string])[] = [
    [`${hex}${begins(hex)}${hex}{7}-${hex}{4}-[1-5]${hex}{3}-[89abAB]${hex}{3}-${hex}{12}${ends}`, '<uuid>'],
    [
      `${digit}${begins(digit)}${digit}{3}-${digit}{2}-${digit}{2}(?:[T ${SPACE}]${clock})?(?:Z|[+-]${digit}{2}:?${digit}{2})?${ends}`,
      '<timestamp>',
    ],
    [String.raw`${digit}${begins(digit)}${digit}*(?:\.${digit}+)?${ends}`, '<number>'],
  ];
  return sources.map(([source, placeholder]) => [new RegExp(source, flags), placeholder]);
}
