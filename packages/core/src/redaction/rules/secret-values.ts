import { ALNUM, LOWER, setsOf, UPPER } from './characters.ts';
import { hasVariety } from './token-rule.ts';
import type { KeyKind } from './secret-keys.ts';

/** Placeholders and references that begin with a sign: `${VAR}`, `{{ var }}`, `<token>`, `****`, `%s`. Whole values only. */
const SIGNS =
  /^(?:\$(?:\w+|\{[^}]*\}?|\([^)]*\)?)|\$\{\{.*|\{\{.*|<[^>]*>?|%[({]?\w+[)}]?%?s?|@\w+@?|@Microsoft\.KeyVault\(.*|:\w+|\?|#\{.*|\{[\w.:]*\}|[*•·._-]+|\[[^\]]*\]?|…+)$/;
/** Types, states and names of methods: what documentation writes where a value would be. */
const words: ReadonlySet<string> = new Set(
  (
    'null nil none true false undefined nan n/a na yes no on off empty unset optional required hidden masked redacted removed ' +
    'secret password token string str number int integer boolean bool object array text any bytes todo tbd example changeme ' +
    'change_me placeholder default unknown invalid missing expired valid basic bearer digest apikey api_key oauth oauth2 jwt ' +
    'session cookie file env vault keychain prompt stdin xxx xxxx'
  ).split(' '),
);
/** Examples by their first word, references to where the value is, and code. */
const REFERENCES =
  /^(?:(?:your|my|the|some|insert|enter|replace|put|use|add|test|dummy|fake|sample)[-_ ].*|[xX._-]+|.*(?:\.\.\.|…))$|^(?:os\.|process\.|import\.meta|env[.[(]|ENV[.[]|getenv|System\.|config[.[(]|settings[.[]|secrets?[.[(]|vars?[.[]|Deno\.|Bun\.|vault:|ssm:|arn:|op:\/\/|file:|\/run\/secrets|data\.|var\.|local\.|module\.|self\.|this\.|args?\.|options?\.|opts\.|params?\.|props\.|req(?:uest)?\.|res(?:ponse)?\.|ctx\.|context\.|await |new |lambda|function|async )/i;
const LONGEST_WORD = 12;

/** What stands for a value that is elsewhere, or for none at all. */
function isStandIn(value: string): boolean {
  const sets = setsOf(value.charCodeAt(0));
  if ((sets & ALNUM) === 0) return SIGNS.test(value) || REFERENCES.test(value);
  if (value.length <= LONGEST_WORD && words.has(value.toLowerCase())) return true;
  return REFERENCES.test(value);
}

/** An expression of a program: names, dots, calls and indexes. */
const EXPRESSION = /^[A-Za-z_$][\w$]{0,63}(?:(?:\.|\?\.|::|->)[A-Za-z_$][\w$]{0,63}){0,8}$/;
const CALLS = /^[A-Za-z_$][\w$.:]{0,120}[([]/;
const NUMBER = /^[-+]?[\d.,:_/ -]+(?:[a-zA-Z%]{1,3})?$/;
const PLACE = /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\|https?:\/\/|file:)/;
/** A file that is named from here: credentials are often in one. */
const LOCAL = /^(?:\.{1,2}\/|~\/|\/[\w.-]+\/)[\w./-]*$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A value, and how it stands in its text. */
export interface KeyValue {
  readonly value: string;
  readonly quoted: boolean;
  /** The character right behind it. */
  readonly next: string;
}

/** Whether the value of a key is a secret: not a look-up, a placeholder, a type, a count or a word of a sentence. */
export function isSecretValue(kind: KeyKind, { value, quoted, next }: KeyValue): boolean {
  if (value.length < 4 || isStandIn(value)) return false;
  if (!quoted && (next === '(' || next === '[' || CALLS.test(value) || isExpression(value))) return false;
  if (LOCAL.test(value)) return false;
  if (kind === 'secret') return quoted ? isOneThing(value) : !isWord(value) && value.length >= 5 && !isAmount(value);
  if (PLACE.test(value) || NUMBER.test(value) || value.includes(' ')) return false;
  const isMade = isMixed(value) || hasRandomCase(value);
  if (kind === 'likely') return value.length >= 8 && isMade;
  return value.length >= 16 && isMade && hasVariety(value, 0, value.length) && !UUID.test(value);
}

/**
 * The same for a member of an object, where the value is known to be nothing but the value.
 *
 * @param kind of its key
 */
export function isSecretMember(kind: KeyKind | undefined, value: string): boolean {
  if (kind === undefined || kind === 'phrase' || isStandIn(value)) return false;
  return kind === 'secret' || kind === 'header'
    ? value.length > 0
    : isSecretValue(kind, { value, quoted: true, next: '' });
}

/** Names of a program have no digits, or only in front of their first dot. */
function isExpression(value: string): boolean {
  if (!EXPRESSION.test(value) || hasRandomCase(value)) return false;
  return !/\d/.test(value) || /^[a-z_$]\w*(?:\.[A-Za-z_]+)+$/.test(value);
}

/**
 * A quoted sentence is a description, and a capitalised word a label; a pass phrase of a few words has no full stop.
 */
function isOneThing(value: string): boolean {
  if (/^\p{Lu}\p{Ll}+(?: \p{L}+){0,3}$/u.test(value)) return false;
  return !value.includes(' ') || value.length < 12 || (/\d/.test(value) && value.split(' ').length <= 4);
}

/** A word of a sentence, or two that are written with a hyphen. */
function isWord(value: string): boolean {
  return /^\p{L}\p{Ll}*(?:-\p{Ll}+)?[.,;:!?]?$/u.test(value);
}

/** Small numbers with a unit, and dates. */
function isAmount(value: string): boolean {
  return NUMBER.test(value) && value.replaceAll(/\D/g, '').length < 6;
}

/** More capitals than words have that are written together. */
export function hasRandomCase(value: string): boolean {
  if (value.length < 16) return false;
  let capitals = 0;
  let small = 0;
  for (let index = 0; index < Math.min(value.length, 128); index += 1) {
    const sets = setsOf(value.charCodeAt(index));
    if ((sets & UPPER) !== 0) capitals += 1;
    else if ((sets & LOWER) !== 0) small += 1;
  }
  return capitals === value.length || (small >= 4 && capitals / (capitals + small) > 0.34);
}

function isMixed(value: string): boolean {
  return /\d/.test(value) && /[A-Za-z]/.test(value);
}
