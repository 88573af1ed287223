/** Longest word; what is longer is several. */
const MAX_WORD = 48;
const BACKSLASH = 92;
const AMPERSAND = 38;
const NEWLINE = 10;

/** Secret numbers that make hashes worthless outside of the process that chose them. */
export interface HashKey {
  readonly a: number;
  readonly b: number;
}

/** A key out of random 32-bit numbers. */
export function hashKeyOf(random: () => number): HashKey {
  const odd = (): number => (Math.floor(random() * 0x1_0000_0000) | 1) >>> 0;
  return { a: odd(), b: odd() };
}

/**
 * The words of a text as keyed 32-bit hashes, read piece by piece. Ways of writing do not count: case, white space,
 * punctuation, escapes of JSON, entities, and line numbers at the beginning of a line.
 */
export class WordReader {
  readonly #text: string;
  readonly #key: HashKey;
  #at = 0;
  #lineStart = true;
  #words: Uint32Array = new Uint32Array(64);
  #ends: Uint32Array = new Uint32Array(64);
  #count = 0;

  constructor(text: string, key: HashKey) {
    this.#text = text;
    this.#key = key;
  }

  get isDone(): boolean {
    return this.#at >= this.#text.length;
  }

  /** The words so far. */
  words(): Uint32Array {
    return this.#words.slice(0, this.#count);
  }

  /** Where each of them ends, in characters. */
  ends(): Uint32Array {
    return this.#ends.slice(0, this.#count);
  }

  /** Reads on for so many characters. */
  read(characters: number): void {
    const end = Math.min(this.#text.length, this.#at + characters);
    while (this.#at < end) this.#step();
  }

  #step(): void {
    const code = this.#text.charCodeAt(this.#at);
    if (isWordCode(code)) return this.#lineStart && this.#skipLineNumber() ? undefined : this.#word(code);
    if (code === BACKSLASH) return this.#skipEscape();
    if (code === AMPERSAND && this.#skipEntity()) return undefined;
    if (code === NEWLINE || code === 13) this.#lineStart = true;
    else if (code !== 32 && code !== 9) this.#lineStart = false;
    if (code >= 0x80 && isLetter(code)) this.#push(Math.imul(code ^ this.#key.a, 2_654_435_761) ^ this.#key.b);
    this.#at += 1;
    return undefined;
  }

  #word(first: number): void {
    const text = this.#text;
    const limit = this.#at + MAX_WORD;
    let { a, b } = this.#key;
    let at = this.#at;
    let code = first;
    do {
      a = Math.imul(a ^ (code | 32), 16_777_619);
      b = Math.imul(b + (code | 32), 2_246_822_519) ^ (b >>> 13);
      code = text.charCodeAt((at += 1)); // NaN behind the end, which is no word.
    } while (at < limit && isWordCode(code));
    this.#at = at;
    this.#lineStart = false;
    this.#push(a ^ b);
  }

  /** `\n`, `\"`, `\u00e4`, and the same escaped once more. */
  #skipEscape(): void {
    const text = this.#text;
    while (text.charCodeAt(this.#at) === BACKSLASH) this.#at += 1;
    const code = text.charCodeAt(this.#at);
    if (code === 110 || code === 114) this.#lineStart = true;
    this.#at += code === 117 ? 5 : 1;
  }

  /** `&quot;` and the like. */
  #skipEntity(): boolean {
    let at = this.#at + 1;
    const limit = at + 7;
    while (at < limit && isEntityCode(this.#text.charCodeAt(at))) at += 1;
    if (this.#text.charCodeAt(at) !== 59) return false;
    this.#at = at + 1;
    return true;
  }

  /** `  12\t`, `12|`, `12: `, `12→`. */
  #skipLineNumber(): boolean {
    let at = this.#at;
    const limit = at + 7;
    while (at < limit && isDigit(this.#text.charCodeAt(at))) at += 1;
    if (at === this.#at || !this.#endsLineNumber(at)) return false;
    this.#at = at + 1;
    this.#lineStart = false;
    return true;
  }

  #endsLineNumber(at: number): boolean {
    const code = this.#text.charCodeAt(at);
    const next = this.#text.charCodeAt(at + 1);
    return (
      code === 9 || code === 124 || code === 0x2192 || (code === 58 && next === 32) || (code === 92 && next === 116)
    );
  }

  #push(word: number): void {
    if (this.#count === this.#words.length) {
      this.#words = doubled(this.#words);
      this.#ends = doubled(this.#ends);
    }
    this.#words[this.#count] = word;
    this.#ends[this.#count] = this.#at;
    this.#count += 1;
  }
}

function doubled(array: Uint32Array): Uint32Array {
  const more = new Uint32Array(array.length * 2);
  more.set(array);
  return more;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isWordCode(code: number): boolean {
  return isDigit(code) || (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

function isEntityCode(code: number): boolean {
  return isDigit(code) || (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 35;
}

/** Of writing systems beyond ASCII every letter is a word; signs and blanks are none. */
function isLetter(code: number): boolean {
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba;
  if (code >= 0x2000 && code <= 0x206f) return false;
  if (code >= 0x3000 && code <= 0x303f) return false;
  return code !== 0xd7 && code !== 0xf7 && code !== 0xfeff && code < 0xff00;
}
