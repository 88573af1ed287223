import { runEnd, WORD } from '../rules/characters.ts';
import { isSecretValue } from '../rules/secret-values.ts';
import type { KeyKind } from '../rules/secret-keys.ts';
import type { Found, StandIn } from './found.ts';
import { passwordHashAt } from './hashes.ts';
import { keyBefore } from './keys.ts';
import { markerLength } from '../marker.ts';
import { Stops } from './stops.ts';
import { readValue, type ValueEnd } from './values.ts';

/** What may stand between a key and its separator: space, a closing quote and its escapes, brackets. */
const MAX_BETWEEN = 12;
/** Values are looked at again where they turn out to be none, but not more often than this. */
const MAX_REREADS = 2;
/** Longest list of a header that is read as one, in characters. */
const MAX_HEADER = 768;

/** Finds secrets by the names of their keys. One for each text, because it remembers how far it has read in vain. */
export class Assignments {
  readonly #text: string;
  #vainTo = 0;
  #rereads = 0;
  #hasKeys: boolean | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * The secret behind a separator, when the key in front of it names one: `password=...`, `"api_key": "..."`,
   * `<token>...</token>`, `Authorization: Bearer ...`, escaped or not.
   *
   * @param from nothing in front of this belongs to the key
   */
  at(separator: number, from: number): Found | StandIn | undefined {
    const text = this.#text;
    const keyEnd = keyEndBefore(text, separator, from);
    const key = keyEnd === undefined ? undefined : keyBefore(text, keyEnd, from);
    if (keyEnd === undefined || !isOpen(text, separator, keyEnd)) return undefined;
    if (key === undefined) return keyEnd < separator ? this.#jwkMember(separator, keyEnd) : undefined;
    const ending = key.kind === 'header' ? 'header' : isAtLineStart(text, key.start) ? 'line' : 'list';
    if (text.charCodeAt(separator) === 58 && text.charCodeAt(key.start - 1) === 58) return undefined; // arn:...:secret:...
    const isArrow = text.charCodeAt(separator) === 61 && text.charCodeAt(separator + 1) === 62;
    return this.#secretFrom(separator + (isArrow ? 2 : 1), key.kind, ending);
  }

  /** The secret behind a flag of a command: `--password hunter2`. */
  flagAt(dashes: number): Found | StandIn | undefined {
    const text = this.#text;
    let end = dashes + 2;
    while (end < dashes + 40 && isFlagPart(text.charCodeAt(end))) end += 1;
    if (text.charCodeAt(end) !== 32 || text.charCodeAt(end + 1) === 45) return undefined;
    const kind = keyBefore(text, end, dashes)?.kind;
    return kind === 'secret' || kind === 'likely' ? this.#secretFrom(end + 1, 'likely', 'list') : undefined;
  }

  #secretFrom(from: number, kind: KeyKind, ending: ValueEnd): Found | undefined {
    if (from < this.#vainTo && this.#rereads >= MAX_REREADS) return undefined;
    const value = readValue(this.#text, from, ending);
    if (
      value === undefined ||
      markerLength(this.#text, value.start) > 0 ||
      (this.#text.charCodeAt(from - 1) === 62 && !this.#text.startsWith('</', value.end))
    )
      return undefined;
    const hash = passwordHashAt(this.#text, value.start);
    if (hash !== undefined) return hash;
    const found =
      kind === 'header'
        ? credential(this.#text, value.start, value.end)
        : kind === 'phrase'
          ? phrase(this.#text, value.start, value.end)
          : secret(this.#text, value.start, value.end, kind, value.quoted);
    if (found === undefined) this.#readInVain(kind === 'header' ? value.end + MAX_HEADER : value.end, from);
    return found;
  }

  /** The private parts of a JSON Web Key (RFC 7517) have names of one and two letters. */
  #jwkMember(separator: number, keyEnd: number): Found | undefined {
    const text = this.#text;
    if (!isJwkMember(text, keyEnd)) return undefined;
    this.#hasKeys ??= /["']kty/.test(text);
    const value = this.#hasKeys ? readValue(text, separator + 1, 'list') : undefined;
    if (value === undefined || value.end - value.start < 16 || runEnd(text, value.start, WORD) < value.end)
      return undefined;
    return { start: value.start, end: value.end, class: 'private_key' };
  }

  #readInVain(end: number, from: number): void {
    this.#rereads = from < this.#vainTo ? this.#rereads + 1 : 0;
    this.#vainTo = Math.max(this.#vainTo, end);
  }
}

/** `d`, `p`, `q`, `k`, `dp`, `dq` or `qi`, and nothing in front of it. */
function isJwkMember(text: string, keyEnd: number): boolean {
  const last = text.charAt(keyEnd - 1);
  if (last !== 'd' && last !== 'p' && last !== 'q' && last !== 'k' && last !== 'i') return false;
  return /^(?:.?[^A-Za-z][dpqk]|[^A-Za-z](?:dp|dq|qi))$/.test(text.slice(Math.max(0, keyEnd - 3), keyEnd));
}

function secret(text: string, start: number, end: number, kind: KeyKind, quoted: boolean): Found | undefined {
  const value = { value: text.slice(start, end), quoted, next: text.charAt(end) };
  return isSecretValue(kind, value) ? { start, end, class: 'password' } : undefined;
}

const SCHEME =
  /^(?:Bearer|Basic|Token|ApiKey|Api-Key|Digest|Hawk|Negotiate|NTLM|Bot|OAuth|AWS4-HMAC-SHA256|GoogleLogin|SSWS|Key|Splunk|GenieKey|FlyV1|PRIVATE-TOKEN)[ =:]+/i;

/** What a cookie says about itself (RFC 6265). */
const COOKIE_ATTRIBUTES = /;\s{0,4}(?:Path|Domain|Expires|Max-Age|SameSite)=[^;]{0,64}/gi;
/** Schemes whose credential is a list of quoted values. */
const PARTS = /^(?:Digest|OAuth|Hawk|AWS4)/i;
const ofLine = new Stops('\r\n');

/** The credential of a header, whatever its scheme; of a cookie, everything. */
function credential(text: string, from: number, valueEnd: number): Found | undefined {
  const scheme = SCHEME.exec(text.slice(from, Math.min(valueEnd, from + 32)))?.[0] ?? '';
  const start = from + scheme.length;
  const hasParts = PARTS.test(scheme) && text.charCodeAt(valueEnd) === 34 && text.charCodeAt(from - 1) !== 34;
  const end = hasParts ? ofLine.endFrom(text, valueEnd, valueEnd + MAX_HEADER) : valueEnd;
  const value = text.slice(start, end).replaceAll(COOKIE_ATTRIBUTES, '');
  const isCookie = value.indexOf('=') > 0;
  if (scheme === '' && !isCookie && value.includes(' ')) return undefined;
  const isSecret = isSecretValue('likely', { value: value.replaceAll(/[ ;,]/g, ''), quoted: true, next: '' });
  return isSecret || (scheme !== '' && isSecretValue('secret', { value, quoted: true, next: '' }) && value.length >= 8)
    ? { start, end, class: 'authorization' }
    : undefined;
}

/** The words from which a wallet is restored (BIP 39): twelve to twenty-four of them. */
function phrase(text: string, start: number, end: number): Found | undefined {
  const words = /^[a-z]{3,8}(?:[ ,]{1,2}[a-z]{3,8}){11,23}/.exec(text.slice(start, Math.max(end, start + 260)))?.[0];
  return words === undefined ? undefined : { start, end: start + words.length, class: 'seed_phrase' };
}

function keyEndBefore(text: string, separator: number, from: number): number | undefined {
  let end = separator;
  const limit = Math.max(from, separator - MAX_BETWEEN);
  while (end > limit && isBetween(text.charCodeAt(end - 1))) end -= 1;
  end -= copulaBefore(text, end);
  return end > from ? end : undefined;
}

const COPULA = /\s(?:is|ist|es|est|lautet|je|to|on|er|är|é|è)$/;

/** Length of the `is` in `the password is: ...`, in the languages that have a word for it. */
function copulaBefore(text: string, end: number): number {
  return COPULA.exec(text.slice(Math.max(0, end - 8), end))?.[0].length ?? 0;
}

/** Space, quotes, backslash, brackets, and the colon and question mark of `:=` and `?=`. */
function isBetween(code: number): boolean {
  return (
    code === 32 || code === 34 || code === 39 || code === 96 || code === 92 || code === 93 || code === 58 || code === 63
  );
}

/** A comparison, an arrow, an address and a scope are no assignment; the end of a tag is one only behind a name. */
function isOpen(text: string, separator: number, keyEnd: number): boolean {
  const before = text.charCodeAt(separator - 1);
  const at = text.charCodeAt(separator);
  const after = text.charCodeAt(separator + 1);
  if (at === 62) return keyEnd === separator && /<[\w:.-]{1,40}$/.test(text.slice(Math.max(0, keyEnd - 42), keyEnd));
  if (at === 61 && after === 62) return keyEnd < separator && /["'`]/.test(text.slice(keyEnd, separator)); // 'key' => 'value'
  if (at === 61) return after !== 61 && after !== 126 && !isComparison(before);
  return at !== 58 || (after !== 58 && after !== 61);
}

function isComparison(code: number): boolean {
  return code === 61 || code === 33 || code === 60 || code === 62 || code === 126;
}

/** In a line of its own a value goes on to the next space. */
function isAtLineStart(text: string, keyStart: number): boolean {
  if (keyStart === 0) return true;
  const line = text.slice(Math.max(0, keyStart - 12), keyStart);
  return /(?:^|\n)[ \t]*(?:export |ENV |set |- )?$/.test(line) && (keyStart <= 12 || line.includes('\n'));
}

function isFlagPart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 45 || code === 95;
}
