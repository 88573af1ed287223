import { BASE64, EQUALS, runEnd, setsOf, WORD } from '../rules/characters.ts';
import { hasRandomCase } from '../rules/secret-values.ts';
import type { Found } from './found.ts';

/** Signs that Azure's identifiable keys carry inside (Microsoft, "identifiable secrets"). */
const SIGN = /JQQJ99|AzFu|AzSe|AzCa|AZDO|\+(?:ACR|ASt|AMC|ABa|ASb|AEh|AIoT|ACDb)/g;
const KEY = WORD | BASE64;
const MIN_LENGTH = 39;
const MAX_LENGTH = 100;
/** Characters in front of the sign. */
const MIN_BEFORE = 20;

/** Keys that are known by a sign in their middle, which stands in no other word. */
export function markedKeys(text: string): readonly Found[] {
  const found: Found[] = [];
  SIGN.lastIndex = 0;
  for (let sign = SIGN.exec(text); sign !== null; sign = SIGN.exec(text)) {
    const start = runStart(text, sign.index);
    const end = runEnd(text, sign.index, KEY, MAX_LENGTH);
    const isKey = sign.index - start >= MIN_BEFORE && end - start >= MIN_LENGTH && end - start <= MAX_LENGTH;
    if (!isKey || !hasRandomCase(text.slice(start, end))) continue;
    found.push({ start, end: runEnd(text, end, EQUALS, 2), class: 'cloud_key' });
    SIGN.lastIndex = end;
  }
  return found;
}

function runStart(text: string, from: number): number {
  let start = from;
  while (start > 0 && from - start <= MAX_LENGTH && (setsOf(text.charCodeAt(start - 1)) & KEY) !== 0) start -= 1;
  return start;
}
