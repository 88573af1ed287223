/**
 * Normalisation `v2` of prompts: what `v1` misses as well. UUIDs of every version, without dashes or behind `_`; times
 * without seconds, in basic form and in the form of mails; long hexadecimal numbers; numbers with units and separators;
 * and the digits of ids such as `user_123`. Linear time.
 */
export function normalizeV2(text: string): string {
  const wide = NON_ASCII.test(text);
  let out = (wide ? text.toWellFormed().normalize('NFC') : text).toLowerCase();
  out = out.replaceAll(SPACES, ' ').trim();
  for (const [pattern, placeholder] of wide ? unicodeRules : asciiRules) out = out.replace(pattern, placeholder);
  return out;
}

type Rule = readonly [pattern: RegExp, placeholder: string];

// oxlint-disable-next-line no-control-regex -- NUL is ASCII as well.
const NON_ASCII = /[^\x00-\x7f]/;
const SPACES = /\s\s+|[^\S ]/g; // A single blank is what it should be.

const asciiRules = rules('[0-9]', '[a-z0-9]', 'g');
const unicodeRules = rules(String.raw`\p{Nd}`, String.raw`[\p{L}\p{N}]`, 'gu');

/**
 * The rules over an alphabet. Each takes its first character before it looks back for a word's beginning, because testing
 * a class of characters rejects most places at once. Unlike with `\b`, `_` is no part of a word, and letters of every
 * script are.
 */
function rules(digit: string, word: string, flags: string): readonly Rule[] {
  const hex = '[0-9a-f]';
  const begins = (first: string): string => `(?<!${word}${first})`;
  const ends = `(?!${word})`;
  const d = '[0-9]';
  const zone = `(?: ?(?:z|utc|gmt)| ?[+-]${d}{2}:?${d}{2})?`;
  const seconds = `(?::${d}{2}(?:[.,]${d}{1,9})?)?`;
  const clock = `${d}{1,2}:${d}{2}${seconds}(?: ?[ap]m)?${zone}`;
  const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)';
  const day = `${d}{1,2}[ -]${month}[ -]${d}{4}(?: ${clock})?`;
  const unit = '(?:[nµμm]?s|m|min|h|hr|d|[kmgt]i?b|b|[kmg]?hz|px|em|rem|x|usd|eur|st|nd|rd|th)?';
  const sources: readonly (readonly [string, string])[] = [
    [`${hex}${begins(hex)}(?:${hex}{7}(?:-${hex}{4}){3}-${hex}{12}|${hex}{31})${ends}`, '<uuid>'],
    [`${d}${begins(d)}${d}{3}-${d}{2}-${d}{2}(?:[t ]${clock})?${ends}`, '<timestamp>'],
    [`${d}${begins(d)}${d}{7}t${d}{4}(?:${d}{2}(?:[.,]${d}{1,9})?)?${zone}${ends}`, '<timestamp>'],
    [`[mtwfs]${begins('[mtwfs]')}(?:on|ue|ed|hu|ri|at|un),? ${day}${ends}`, '<timestamp>'],
    [`${d}${begins(d)}${d}?[ -]${month}[ -]${d}{4}(?: ${clock})?${ends}`, '<timestamp>'],
    [`${d}${begins(d)}${d}?:${d}{2}${seconds}(?: ?[ap]m)?${zone}${ends}`, '<timestamp>'],
    [`0${begins('0')}x${hex}+${ends}|${hex}${begins(hex)}(?<=(?=${d}*[a-f])${hex})${hex}{15,}${ends}`, '<hex>'],
    [`${digit}${begins(digit)}${digit}{0,2}(?:,${digit}{3})+(?:\\.${digit}+)?${unit}${ends}`, '<number>'],
    [`${digit}${begins(digit)}${digit}*(?:\\.${digit}+)?(?:e[+-]?${digit}+)?${unit}${ends}`, '<number>'],
    [`${digit}(?<=[a-z]_?${digit})${digit}{2,}${ends}`, '<number>'],
  ];
  return sources.map(([source, placeholder]) => [new RegExp(source, flags), placeholder]);
}
