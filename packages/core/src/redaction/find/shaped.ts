import { createHash } from 'node:crypto';
import { ALNUM, BASE64, DOT, EQUALS, HEX, LETTER, runEnd, setsOf, TILDE, WORD } from '../rules/characters.ts';
import { ibanEnd } from '../rules/ibans.ts';
import { documentLabel, letterNumbersByWord } from '../rules/letter-numbers.ts';
import { hasVariety } from '../rules/token-rule.ts';
import type { Found } from './found.ts';
import { endsWithWord } from './numbers.ts';

/**
 * What is known by the form of a whole word rather than by how it begins.
 *
 * @param end of the word: letters and digits from `start` on
 */
export function shapedAt(text: string, start: number, end: number): Found | undefined {
  const length = end - start;
  return (
    accountAt(text, start, end) ??
    (length <= MAX_SHORT ? shortAt(text, start, end) : undefined) ??
    (length >= MIN_LONG ? longAt(text, start, end) : undefined)
  );
}

/** Longest word of the short forms, and shortest of the long ones; some are in between. */
const MAX_SHORT = 30;
const MIN_LONG = 32;

function shortAt(text: string, start: number, end: number): Found | undefined {
  return (
    lettersAndDigitsAt(text, start, end) ??
    documentAt(text, start, end) ??
    telegramAt(text, start, end) ??
    discordAt(text, start, end) ??
    suffixedAt(text, start, end)
  );
}

function longAt(text: string, start: number, end: number): Found | undefined {
  if (end - start === 40 && text.startsWith('NRAL', end - 4)) return { start, end, class: 'service_token' };
  return mailchimpAt(text, start, end) ?? walletAt(text, start, end);
}

function accountAt(text: string, start: number, end: number): Found | undefined {
  const length = end - start;
  if (length < 4 || (length > 4 && length < 15)) return undefined;
  if (!isLetterAt(text, start + 1) || !isDigitAt(text, start + 2) || !isDigitAt(text, start + 3)) return undefined;
  const iban = ibanEnd(text, start);
  return iban && { start, end: iban.end, class: 'iban', canonical: iban.iban };
}

function lettersAndDigitsAt(text: string, start: number, end: number): Found | undefined {
  for (const { form, check } of letterNumbersByWord[end - start] ?? []) {
    form.lastIndex = start;
    const match = form.exec(text)?.[0];
    if (match !== undefined && (check === undefined || check(match))) {
      return {
        start,
        end: start + match.length,
        class: 'national_id',
        canonical: match.replaceAll(/[^A-Za-z0-9]/g, ''),
      };
    }
  }
  return undefined;
}

/** Letters and digits behind a word such as `passport`. */
function documentAt(text: string, start: number, end: number): Found | undefined {
  if (end - start < 6 || end - start > 18) return undefined;
  if (!endsWithWord(text, start)) return undefined;
  const digits = text.slice(start, end).replaceAll(/\D/g, '').length;
  if (digits < 4 || digits === end - start || !documentLabel.test(text.slice(Math.max(0, start - 56), start)))
    return undefined;
  return { start, end, class: 'national_id' };
}

/** Keys that are known by their end, or by what joins their halves. */
function suffixedAt(text: string, start: number, end: number): Found | undefined {
  const length = end - start;
  const next = text.charCodeAt(end);
  if (length === 6 && next === 95 && text.startsWith('_mmk', end + 30))
    return { start, end: end + 34, class: 'service_token' };
  if (length === 27 && next === 95) return halvesAt(text, start, end, 20); // ngrok
  return (length === 15 || length === 16) && next === 124 ? halvesAt(text, start, end, 26) : undefined; // Facebook
}

/** A key of MaxMind ends in `_mmk`. */
export function maxMindKeyAt(text: string, suffix: number, from: number): Found | undefined {
  const start = suffix - 37;
  if (start < from || !/^[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_$/.test(text.slice(start, suffix))) return undefined;
  return { start, end: suffix + 3, class: 'service_token' };
}

function halvesAt(text: string, start: number, middle: number, least: number): Found | undefined {
  const end = runEnd(text, middle + 1, WORD, 40);
  const isMade = end - middle > least && hasVariety(text, middle + 1, end) && /\d/.test(text.slice(start, middle));
  return isMade ? { start, end, class: 'service_token' } : undefined;
}

/** Number of a bot, a colon, and 35 characters. */
function telegramAt(text: string, start: number, end: number): Found | undefined {
  if (text.charCodeAt(end) !== 58 || end - start < 8 || end - start > 13) return undefined;
  if (!/^(?:bot)?\d{8,10}$/.test(text.slice(start, end))) return undefined;
  const last = runEnd(text, end + 1, WORD, 40);
  return last - end - 1 >= 34 && hasVariety(text, end + 1, last)
    ? { start, end: last, class: 'service_token' }
    : undefined;
}

/** A number in base64, six characters, and the signature. */
function discordAt(text: string, start: number, end: number): Found | undefined {
  const code = text.charCodeAt(start);
  if (code < 77 || code > 79 || end - start < 5) return undefined; // M, N, O: a digit in base64
  const first = runEnd(text, start, WORD, 32);
  const second = runEnd(text, first + 1, WORD, 8);
  const third = runEnd(text, second + 1, WORD, 64);
  const dots = text.charAt(first) === '.' && text.charAt(second) === '.';
  const isToken = dots && first - start >= 23 && second - first - 1 >= 5 && third - second - 1 >= 27;
  return isToken ? { start, end: third, class: 'service_token' } : undefined;
}

function mailchimpAt(text: string, start: number, end: number): Found | undefined {
  if (end - start !== 32 || !text.startsWith('-us', end) || runEnd(text, start, HEX, 32) !== end) return undefined;
  const last = end + 3;
  return isDigitAt(text, last)
    ? { start, end: isDigitAt(text, last + 1) ? last + 2 : last + 1, class: 'service_token' }
    : undefined;
}

const BASE58 = /^[5KLc9][1-9A-HJ-NP-Za-km-z]{50,51}$/;

/** A private key in the wallet import format, by its check sum. */
function walletAt(text: string, start: number, end: number): Found | undefined {
  const length = end - start;
  if (length !== 51 && length !== 52) return undefined;
  const word = text.slice(start, end);
  return BASE58.test(word) && hasBase58Check(word) ? { start, end, class: 'private_key' } : undefined;
}

function hasBase58Check(word: string): boolean {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  let value = 0n;
  for (const character of word) value = value * 58n + BigInt(alphabet.indexOf(character));
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const twice = createHash('sha256')
    .update(createHash('sha256').update(bytes.subarray(0, -4)).digest())
    .digest();
  return bytes.subarray(-4).equals(twice.subarray(0, 4));
}

const MRZ = /P[A-Z<][A-Z<]{3}[A-Z<]{20,39}\s{0,4}(?:\\{1,4}[nr]){0,2}[A-Z0-9<]{28,44}/y;

/** The two lines of a passport that machines read (ICAO 9303). */
export function passportLinesAt(text: string, start: number): Found | undefined {
  MRZ.lastIndex = start;
  const match = MRZ.exec(text)?.[0];
  return match?.includes('<<') === true ? { start, end: start + match.length, class: 'national_id' } : undefined;
}

/** A secret of an Entra application: `Q~` behind three characters and a digit. */
export function entraSecretAt(text: string, tilde: number, from: number): Found | undefined {
  const start = tilde - 5;
  if (start < from || text.charAt(tilde - 1) !== 'Q' || !isDigitAt(text, tilde - 2)) return undefined;
  const end = runEnd(text, tilde + 1, WORD | DOT | TILDE, 40);
  const before = start > 0 && (setsOf(text.charCodeAt(start - 1)) & ALNUM) !== 0;
  return end - tilde - 1 >= 31 && !before ? { start, end, class: 'cloud_key' } : undefined;
}

/** Key of a storage account: 88 characters of base64 that end in two signs of padding. */
export function storageKeyAt(text: string, start: number, from: number): Found | undefined {
  if (start < from) return undefined;
  const end = runEnd(text, start, BASE64, 90);
  if (end - start !== 86 || text.charAt(end) !== '=' || text.charAt(end + 1) !== '=') return undefined;
  const isDigest = /sha\d{3}-$/.test(text.slice(Math.max(0, start - 8), start));
  return isDigest || !/[a-z].*[A-Z].*|[A-Z].*[a-z]/.test(text.slice(start, end))
    ? undefined
    : { start, end: runEnd(text, end, EQUALS, 2), class: 'cloud_key' };
}

function isLetterAt(text: string, index: number): boolean {
  return (setsOf(text.charCodeAt(index)) & LETTER) !== 0;
}

function isDigitAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 48 && code <= 57;
}
