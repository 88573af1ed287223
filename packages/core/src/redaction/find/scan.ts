import { ALNUM, DIGIT, LETTER, LOWER, runEnd, setsOf, UPPER, WORD } from '../rules/characters.ts';
import { credentialsAt, emailAt } from './addresses.ts';
import { Assignments } from './assignments.ts';
import { blockAt, puttyKeyAt } from './blocks.ts';
import { shortFlagAt, spokenPasswordAt } from './commands.ts';
import { encodedAt } from './encoded.ts';
import type { Found, StandIn } from './found.ts';
import { passwordHashAt } from './hashes.ts';
import { markerLength } from '../marker.ts';
import { bracketedAt, internationalAt, numberAt } from './numbers.ts';
import { entraSecretAt, maxMindKeyAt, passportLinesAt, shapedAt, storageKeyAt } from './shaped.ts';
import { beginsToken, tokenAt } from './tokens.ts';
import { webTokenAt } from './web-tokens.ts';

/** Shortest word that can be the beginning of something encoded, and of the key of a storage account. */
const MIN_ENCODED_WORD = 6;
/** How much is decoded beyond what has been read, in characters, so that the time stays linear. */
const FREE_CHARACTERS = 4_096;
/** Texts within texts that are looked into. */
const MAX_NESTING = 2;
/** First letters of short words that have finders of their own, apart from tokens. */
const special = new Uint8Array(128);
for (const letter of 'aAbBmMpPrRieljto') special[letter.charCodeAt(0)] = 1;

/** Longest word that can be plain; longer ones may be keys without digits. */
const MAX_PLAIN = 16;

/** Letters of both cases. */
function isMixed(sets: number): boolean {
  return (sets & UPPER) !== 0 && (sets & LOWER) !== 0;
}

/** Whether a text that stands within another one has secrets. */
export type HasSecrets = (text: string, nesting: number) => boolean;

/**
 * Every secret in a text, in order and without overlap.
 *
 * One pass: each word is looked up by its beginning and its form, each mark that can be part of a secret by its
 * surroundings. Nothing is read back or ahead without a bound, so that the time is linear in the text.
 */
export function scan(text: string, hasSecrets: HasSecrets, nesting = 0): readonly Found[] {
  return new Scan(text, hasSecrets, nesting).run();
}

class Scan {
  readonly #text: string;
  readonly #hasSecrets: HasSecrets;
  readonly #nesting: number;
  readonly #assignments: Assignments;
  readonly #found: Found[] = [];
  /** End of the last secret. */
  #from = 0;
  /** End of the word that is looked at, and which sets its characters are of. */
  #wordEnd = 0;
  #wordSets = 0;
  /** Up to here base64 has been decoded already, and a run of a token's characters is known to go. */
  #decodedTo = 0;
  #runTo = 0;
  #decoded = 0;

  constructor(text: string, hasSecrets: HasSecrets, nesting: number) {
    this.#text = text;
    this.#hasSecrets = hasSecrets;
    this.#nesting = nesting;
    this.#assignments = new Assignments(text);
  }

  run(): readonly Found[] {
    const text = this.#text;
    let index = 0;
    while (index < text.length) {
      const code = text.charCodeAt(index);
      if ((setsOf(code) & ALNUM) === 0) index = this.#mark(index, code);
      else {
        this.#readWord(index);
        index = this.#isPlain(index, code) ? this.#wordEnd : this.#take(this.#word(index, code), this.#wordEnd);
      }
    }
    return this.#found;
  }

  /** A word without digits, in one case, that no rule begins with: most words of most texts. */
  #isPlain(start: number, code: number): boolean {
    const length = this.#wordEnd - start;
    if ((this.#wordSets & DIGIT) !== 0 || length > MAX_PLAIN || beginsToken(code, this.#text.charCodeAt(start + 1)))
      return false;
    if (length >= MIN_ENCODED_WORD && isMixed(this.#wordSets)) return false;
    if (length === 2 && (this.#wordSets & LOWER) === 0 && this.#text.charCodeAt(this.#wordEnd) === 32) return false;
    return special[code] !== 1 || !this.#isSpecial(start, code, length);
  }

  /** Whether a word of such a first letter has a finder of its own, apart from tokens. */
  #isSpecial(start: number, code: number, length: number): boolean {
    if (code === 101 && this.#text.charCodeAt(start + 1) === 121) return true;
    if (isCopula(this.#text, start, this.#wordEnd)) return true;
    if (code === 80 || (code === 109 && length === 3)) return true;
    return this.#text.charCodeAt(this.#wordEnd) === 32 && isSpoken(code, length);
  }

  /** Keeps what was found. @returns where the search goes on */
  #take(found: Found | StandIn | undefined, otherwise: number): number {
    if (found === undefined) return otherwise;
    if (found.class === undefined) return Math.max(found.end, otherwise);
    this.#found.push(found);
    this.#from = found.end;
    return found.end;
  }

  #readWord(start: number): void {
    let end = start;
    let sets = 0;
    for (let of = setsOf(this.#text.charCodeAt(end)); (of & ALNUM) !== 0; of = setsOf(this.#text.charCodeAt(end))) {
      sets |= of;
      end += 1;
    }
    this.#wordEnd = end;
    this.#wordSets = sets;
  }

  #word(start: number, code: number): Found | StandIn | undefined {
    const text = this.#text;
    const end = this.#wordEnd;
    const token =
      tokenAt(text, start) ?? (code === 80 ? (puttyKeyAt(text, start) ?? passportLinesAt(text, start)) : undefined);
    if (token !== undefined) return token;
    if (code === 101 && text.charCodeAt(start + 1) === 121)
      return webTokenAt(text, start, this.#runEnd(start)) ?? this.#encoded(start);
    if (isCopula(text, start, end)) return this.#assignments.at(end, this.#from);
    if (code === 109 && text.startsWith('mmk', start)) return maxMindKeyAt(text, start, this.#from);
    const spoken = isSpoken(code, end - start) ? spokenPasswordAt(text, start, end) : undefined;
    if (spoken !== undefined) return spoken;
    const hasDigits = (this.#wordSets & DIGIT) !== 0;
    if ((this.#wordSets & LETTER) === 0)
      return numberAt(text, start) ?? (goesOnAsForm(text, start, end) ? shapedAt(text, start, end) : undefined);
    if (code <= 57) return numberAt(text, start) ?? shapedAt(text, start, end) ?? this.#encoded(start);
    if (hasDigits || ((this.#wordSets & LOWER) === 0 && isInitials(text, start, end)))
      return shapedAt(text, start, end) ?? this.#long(start);
    return this.#long(start);
  }

  #long(start: number): Found | undefined {
    const end = this.#wordEnd;
    if (end - start < MIN_ENCODED_WORD) return undefined;
    return (end - start > 16 ? storageKeyAt(this.#text, start, this.#decodedTo) : undefined) ?? this.#encoded(start);
  }

  #runEnd(start: number): number {
    if (start >= this.#runTo) this.#runTo = runEnd(this.#text, start, WORD, Number.POSITIVE_INFINITY);
    return this.#runTo;
  }

  /** Text in base64 has letters of both cases. */
  #encoded(start: number): Found | undefined {
    const isShort = this.#wordEnd - start < MIN_ENCODED_WORD;
    if (isShort || !isMixed(this.#wordSets) || start < this.#decodedTo || this.#nesting >= MAX_NESTING)
      return undefined;
    if (this.#decoded > FREE_CHARACTERS + start) return undefined;
    const encoded = encodedAt(this.#text, start);
    this.#decoded += encoded === undefined ? 16 : encoded.end - start;
    if (encoded === undefined) return undefined;
    this.#decodedTo = encoded.end;
    return this.#hasSecrets(encoded.text, this.#nesting + 1)
      ? { start, end: encoded.end, class: 'password' }
      : undefined;
  }

  #mark(index: number, code: number): number {
    const text = this.#text;
    switch (code) {
      case 34: // "
      case 32: // space
      case 44: // ,
        return index + 1;
      case 58: // :
        return this.#take(
          text.charCodeAt(index + 1) === 47 && text.charCodeAt(index + 2) === 47
            ? credentialsAt(text, index)
            : this.#assignments.at(index, this.#from),
          index + 1,
        );
      case 61: // =
      case 62: // >
        return this.#take(this.#assignments.at(index, this.#from), index + 1);
      case 64: // @
        return this.#take(emailAt(text, index, this.#from), index + 1);
      case 45: // -
        return this.#take(
          text.charCodeAt(index + 1) === 45 ? this.#dashes(index) : shortFlagAt(text, index),
          index + 1,
        );
      case 36: // $
        return this.#take(passwordHashAt(text, index), index + 1);
      case 43: // +
        return this.#take(internationalAt(text, index), index + 1);
      case 40: // (
        return this.#take(bracketedAt(text, index), index + 1);
      case 126: // ~
        return this.#take(entraSecretAt(text, index, this.#from), index + 1);
      case 92: // backslash
        return /[nrtbf]/.test(text.charAt(index + 1)) ? index + 2 : index + 1; // The letter of an escape begins no word.
      case 91: // [
        return index + (markerLength(text, index) || 1);
      default:
        return index + 1;
    }
  }

  #dashes(index: number): Found | StandIn | undefined {
    if ((setsOf(this.#text.charCodeAt(index + 2)) & LETTER) !== 0) return this.#assignments.flagAt(index);
    return blockAt(this.#text, index);
  }
}

/** First letter and length of the words behind which a password stands: b, a, m, p, r. */
function isSpoken(code: number, length: number): boolean {
  const letter = code | 32;
  if (length === 2) return letter === 98;
  const isFirst = letter === 112 || letter === 97 || letter === 114 || letter === 109;
  return isFirst && (length === 4 || length === 6 || (length >= 8 && length <= 11));
}

/** Whether digits can be the beginning of a form that goes on with punctuation. */
function goesOnAsForm(text: string, start: number, end: number): boolean {
  const next = text.charCodeAt(end);
  const length = end - start;
  if (next === 46) return length <= 2; // Chile
  if (next === 45 || next === 43) return length === 6 || length === 8; // Finland, Spain
  return (next === 58 && length >= 8) || (next === 124 && length >= 15); // Telegram, Facebook
}

/** What stands between `the password` and the password, in the languages that `assignments.ts` knows. */
const copulas: ReadonlySet<string> = new Set(['is', 'ist', 'es', 'est', 'er', 'je', 'to', 'on', 'lautet']);

function isCopula(text: string, start: number, end: number): boolean {
  const length = end - start;
  return (length <= 3 || length === 6) && text.charCodeAt(end) === 32 && copulas.has(text.slice(start, end));
}

/** Two capital letters in front of digits, as some numbers of persons begin. */
function isInitials(text: string, start: number, end: number): boolean {
  return end - start === 2 && text.charCodeAt(end) === 32 && (setsOf(text.charCodeAt(end + 1)) & DIGIT) !== 0;
}
