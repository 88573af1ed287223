import type { CountTokens } from '../request.ts';

/** Where a source says what it has cut off: at the end, or at the beginning. */
const LOOKED_AT = 400;
const NUMBER = String.raw`(\d{1,12}|\d{1,3}(?:,\d{3}){1,4})`;
const UNIT = '(characters|chars|bytes|tokens|words|lines)';
const GONE = '(?:truncated|omitted|elided|cut off|not shown)';
/** Each says that so much is gone, not that so much is left or allowed: "truncated to 255 bytes" and "more than" are none. */
const markers: readonly RegExp[] = [
  new RegExp(String.raw`\b${NUMBER} (?:more |remaining |additional )?${UNIT}[^.\n]{0,16}\b${GONE}`, 'i'),
  new RegExp(String.raw`(?:\.{3}|…|[[(<]) ?(?:and )?\+?${NUMBER} more ${UNIT}`, 'i'),
  new RegExp(String.raw`\b${GONE}[:,]? ?[[(]?${NUMBER} ${UNIT}`, 'i'),
];

/** Lines of an unknown text are so long, in characters; a word and a token likewise. */
const CHARACTERS = { characters: 1, chars: 1, bytes: 1, words: 6, lines: 40 } as const;

/**
 * Tokens that a text says its source has cut off; 0 where it does not say how much. What nobody has counted is not counted.
 *
 * @param tokens tokens of the text itself, which give the scale
 */
export function statedLoss(text: string, tokens: number): number {
  const found = look(text.slice(-LOOKED_AT)) ?? (text.length > LOOKED_AT ? look(text.slice(0, LOOKED_AT)) : undefined);
  if (found === undefined) return 0;
  const lost = found.unit === 'tokens' ? found.amount : (found.amount * CHARACTERS[found.unit] * tokens) / text.length;
  return Number.isSafeInteger(Math.round(lost)) ? Math.round(lost) : 0;
}

type Unit = keyof typeof CHARACTERS | 'tokens';

function look(text: string): { readonly amount: number; readonly unit: Unit } | undefined {
  const found = markers.map((marker) => marker.exec(text)).find((each) => each !== null);
  const [, amount, unit] = found ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  return { amount: Number(amount.replaceAll(',', '')), unit: unit.toLowerCase() as Unit };
}

/**
 * Part of a text that stands in lines with replacement characters, which were bytes of no text; in per mille.
 *
 * @param tokens tokens of the text
 */
export function corruptedShare(text: string, tokens: number, count: CountTokens): number {
  if (!text.includes('\uFFFD') || tokens === 0) return 0;
  const bad = text.split('\n').filter((line) => line.includes('\uFFFD'));
  return Math.min(1_000, Math.max(1, Math.round((count(bad.join('\n')) / tokens) * 1_000)));
}
