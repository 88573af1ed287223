import { ANY_BASE64, DOT, EQUALS, TILDE, WORD } from '../rules/characters.ts';
import { cloudTokens } from '../rules/cloud-tokens.ts';
import { modelTokens } from '../rules/model-tokens.ts';
import { privateKeyTokens } from '../rules/private-keys.ts';
import { registryTokens } from '../rules/registry-tokens.ts';
import { serviceTokens } from '../rules/service-tokens.ts';
import { atLeast, hasVariety, tokenEnd, tokens, type TokenRule } from '../rules/token-rule.ts';
import type { Found, StandIn } from './found.ts';

const pasetoTokens = tokens(
  'jwt',
  ['v1.local.', 'v2.local.', 'v3.local.', 'v4.local.', 'v1.public.', 'v2.public.', 'v3.public.', 'v4.public.'],
  atLeast(30, WORD | DOT),
);

const schemeTokens = [
  ...tokens('authorization', ['Bearer ', 'bearer '], atLeast(16, ANY_BASE64 | DOT | EQUALS | TILDE)),
  ...tokens('authorization', ['Basic ', 'basic '], atLeast(12, ANY_BASE64 | EQUALS)),
];

/** Rules by their first two characters, the longest prefix first. */
const heads = headsOf([
  ...registryTokens,
  ...modelTokens,
  ...cloudTokens,
  ...serviceTokens,
  ...privateKeyTokens,
  ...pasetoTokens,
  ...schemeTokens,
]);

/** Whether a token of some rule begins with these two characters. */
export function beginsToken(first: number, second: number): boolean {
  return heads[headOf(first, second)] !== undefined;
}

/** The token that begins at `start`, by its prefix. */
export function tokenAt(text: string, start: number): Found | StandIn | undefined {
  const rules = heads[headOf(text.charCodeAt(start), text.charCodeAt(start + 1))];
  if (rules === undefined) return undefined;
  for (const rule of rules) {
    const end = text.startsWith(rule.prefix, start) ? tokenEnd(text, start + rule.prefix.length, rule) : undefined;
    if (end === undefined) continue;
    const isMade = hasVariety(text, start + rule.prefix.length, end) && looksMade(text, start, end, rule.prefix.length);
    return isMade ? { start, end, class: rule.class } : { end };
  }
  return undefined;
}

/** A key has digits or, behind more than two characters, changes its case like no word does; `sk-learn-based-pipeline-estimator` does not. */
function looksMade(text: string, start: number, end: number, prefix: number): boolean {
  const body = text.slice(start, Math.min(end, start + 512));
  return /\d[A-Za-z]|[A-Za-z]\d|\d{4}|[A-Z]{16}/.test(body) || (prefix > 2 && /[a-z][A-Z][a-z]*[A-Z]/.test(body));
}

function headsOf(rules: readonly TokenRule[]): readonly (readonly TokenRule[] | undefined)[] {
  const table: TokenRule[][] = [];
  for (const rule of rules.toSorted((a, b) => b.prefix.length - a.prefix.length)) {
    (table[headOf(rule.prefix.charCodeAt(0), rule.prefix.charCodeAt(1))] ??= []).push(rule);
  }
  return Array.from(table);
}

/** Place in the table; characters beyond ASCII share one that is empty. */
function headOf(first: number, second: number): number {
  return first < 128 && second < 128 ? first * 128 + second : 0;
}
