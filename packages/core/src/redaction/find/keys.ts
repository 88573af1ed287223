import { keyKind, type KeyKind } from '../rules/secret-keys.ts';

/** Longest key, and how far back the words in front of it are read, in characters. */
const MAX_KEY = 40;
const MAX_WORDS = 64;
const MAX_CACHED = 4_096;

/** Last three letters of every key that `secret-keys.ts` knows: most keys of a text end otherwise, and cost one look. */
const endings = new Uint8Array(26 ** 3);
for (const ending of (
  'ord swd pwd ase ode ort ena sse ret nha ord nes sla ola ana ode slo ial als ing ass key ken ens kie ion ier rer dby eed pat jwt sig ure srf otp eds tid ' +
  'sid uth eam rod dev est age ive old new ary kup mdp szo fre hau ndi ave nia lue hra ase rth cvv cvc nic rds xpw epw tpw ypw kpw dpw spw'
).split(' ')) {
  endings[endingOf(ending.charCodeAt(0), ending.charCodeAt(1), ending.charCodeAt(2))] = 1;
}

const known = new Map<string, KeyKind | undefined>();

/** A key in a text, as far as it tells that its value is a secret. */
export interface Key {
  readonly kind: KeyKind;
  readonly start: number;
}

/**
 * What the key that ends at `end` says about its value.
 *
 * @param from nothing in front of this belongs to the key
 */
export function keyBefore(text: string, end: number, from: number): Key | undefined {
  if (!canEndKey(text, end)) return undefined;
  let start = end;
  while (start > from && end - start < MAX_KEY && isKeyPart(text.charCodeAt(start - 1))) start -= 1;
  const name = text.slice(start, end);
  const kind = isValue.test(name) ? nameBefore(text, start, from) : cachedKind(name);
  if (kind === 'secret' || kind === 'header' || text.charCodeAt(start - 1) !== 32) return kind && { kind, start };
  const words = /[\w.-]+(?: [\w.-]+){0,2}$/.exec(text.slice(Math.max(from, end - MAX_WORDS), end));
  const ofWords = words === null ? undefined : cachedKind(words[0]);
  return ofWords && { kind: ofWords, start };
}

const isValue = /^(?:value|val|secretValue|keyValue)$/i;
const NAMED =
  /(?:key|name|id|header|variable|field)["'`\\]{0,8}\s{0,4}[:=]\s{0,4}["'`\\]{0,8}([\w.-]{2,40})["'`\\]{0,8}[\s,;]{0,12}["'`\\]{0,8}$/i;

/** What is called a value belongs to the name in front of it: `{"name": "password", "value": "..."}`. */
function nameBefore(text: string, start: number, from: number): KeyKind | undefined {
  const name = NAMED.exec(text.slice(Math.max(from, start - 96), start))?.[1];
  return name === undefined ? undefined : cachedKind(name);
}

/** What a key says about its value, remembered: the keys of a program are few. */
export function keyKindOf(key: string): KeyKind | undefined {
  return key.length > MAX_WORDS ? undefined : cachedKind(key);
}

function canEndKey(text: string, end: number): boolean {
  const [a, b, c] = [text.charCodeAt(end - 3) | 32, text.charCodeAt(end - 2) | 32, text.charCodeAt(end - 1) | 32];
  if (text.charCodeAt(end - 1) > 127 || text.charCodeAt(end - 2) > 127) return true;
  if (c >= 48 && c <= 57) return a > 95 || b > 95; // password1, TOKEN_V2
  if (a < 97 || a > 122) return a === 127 || (b === 112 && c === 119); // `_pw`
  return b >= 97 && b <= 122 && endings[endingOf(a, b, c)] === 1;
}

function endingOf(a: number, b: number, c: number): number {
  return (a - 97) * 676 + (b - 97) * 26 + (c - 97);
}

function cachedKind(key: string): KeyKind | undefined {
  if (known.has(key)) return known.get(key);
  if (known.size >= MAX_CACHED) known.clear();
  const kind = keyKind(key);
  known.set(key, kind);
  return kind;
}

/** Letters, digits, `_`, `-`, `.` and what is beyond ASCII. */
function isKeyPart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45 ||
    code === 46 ||
    code >= 0xc0
  );
}
