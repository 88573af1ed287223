import { CLASS_BITS, classes, classOf, RARE, scriptNames } from './character-classes.ts';
import { coefficients } from './coefficients.ts';

/** What is counted in a text. */
export type Feature = keyof typeof coefficients;
/** Features in the order in which they are counted. */
export const featureNames = Object.keys(coefficients) as readonly Feature[];

const at = Object.fromEntries(featureNames.map((name, index) => [name, index])) as Readonly<Record<Feature, number>>;
const FIRST_SCRIPT = at[scriptNames[0] ?? 'other'];
/** Characters of a run of the same; longer runs are shorter in tokens. */
const LONG_RUN = 16;
/** Letters of a word that are one token. */
const SHORT_WORD = 6;

const { space, newline, punctuation, digit, lower, upper, kjz, latin1, viet, script } = classes;

/**
 * Counts the features of a text, in one pass and linear time.
 *
 * @returns how often each feature occurs, in the order of `featureNames`
 */
export function features(text: string): Float64Array {
  const counter = new Counter(text);
  counter.run();
  return counter.counts;
}

class Counter {
  readonly counts = new Float64Array(featureNames.length);
  readonly #text: string;
  #position = 0;
  #before: number = newline;

  constructor(text: string) {
    this.#text = text;
  }

  run(): void {
    while (this.#position < this.#text.length) {
      const kind = this.#classAt(this.#position);
      if (kind === space) this.#spaces();
      else if (kind === newline) this.#newlines();
      else if (kind === punctuation) this.#punctuation();
      else if (kind < script) this.#word();
      else this.#character(kind);
      this.#before = kind;
    }
  }

  #classAt(position: number): number {
    return classOf[this.#text.charCodeAt(position)] ?? space; // Behind the end there is nothing: NaN has no class.
  }

  #add(feature: number, amount: number): void {
    this.counts[feature] = (this.counts[feature] ?? 0) + amount;
  }

  /** Length of the run of one class that begins here. */
  #run(kind: number): number {
    const start = this.#position;
    const { length } = this.#text;
    do this.#position += 1;
    while (this.#position < length && this.#classAt(this.#position) === kind);
    return this.#position - start;
  }

  #spaces(): void {
    const length = this.#run(space);
    if (length > 1) this.#add(at.spaces, 1);
    if (length > LONG_RUN) this.#add(at.repeat, length - LONG_RUN);
  }

  #newlines(): void {
    const feature = this.#before === punctuation ? at.newlineAfterPunct : at.newline;
    const length = this.#run(newline);
    this.#add(feature, 1);
    if (length > LONG_RUN) this.#add(at.repeat, length - LONG_RUN);
  }

  #punctuation(): void {
    const start = this.#position;
    const { length } = this.#text;
    let repeated = 0;
    let last = this.#text.charCodeAt(start);
    for (this.#position += 1; this.#position < length; this.#position += 1) {
      const code = this.#text.charCodeAt(this.#position);
      if (classOf[code] !== punctuation) break;
      if (code === last) repeated += 1;
      last = code;
    }
    const different = this.#position - start - repeated;
    this.#add(at.punct, 1);
    if (different > 2) this.#add(at.punctMore, different - 2);
    if (repeated > 2) this.#add(at.repeat, repeated - 2);
  }

  #character(kind: number): void {
    const plain = kind & CLASS_BITS;
    this.#add(FIRST_SCRIPT + plain - script, 1);
    if ((kind & RARE) !== 0) this.#add(plain === script ? at.rareCyrillic : at.rareHan, 1);
    this.#position += 1;
  }

  /** A run of Latin letters and digits, in pieces of one case: `getElementById` is `get Element By Id`. */
  #word(): void {
    const start = this.#position;
    let pieces = 0;
    let long = 0;
    let capitals = 0;
    let pieceCapitals = 0;
    let digits = 0;
    let digitChars = 0;
    let rare = 0;
    let accent = 0;
    let pieceStart = start;
    let last = -1;
    for (; ; this.#position += 1) {
      let kind = this.#classAt(this.#position);
      if (kind >= kjz && kind <= viet) {
        if (kind === kjz) rare += 1;
        else if (kind > accent) accent = kind;
        kind = lower;
      }
      const outside = kind < digit || kind > viet;
      if (last >= 0 && (outside || (kind !== last && (kind === digit || last !== upper)))) {
        const length = this.#position - pieceStart;
        if (last === digit) {
          digits += Math.ceil(length / 3);
          digitChars += length;
        } else {
          pieces += 1;
          if (length > SHORT_WORD) long += length - SHORT_WORD;
        }
        pieceStart = this.#position;
        capitals += pieceCapitals;
        pieceCapitals = 0;
      }
      if (outside) break;
      if (kind === upper) pieceCapitals += 1;
      last = kind;
    }
    const length = this.#position - start;
    if (pieces > 0 && digitChars > 0) return this.#add(capitals > 0 ? at.noise : at.hex, length);
    this.#add(at.kjz, rare);
    if (accent > 0) return this.#add(at.latin1 + accent - latin1, accent === latin1 ? length : 1);
    if (pieces > 0) {
      this.#add(this.#before === punctuation ? at.wordAfterPunct : at.word, 1);
      this.#add(at.wordInside, pieces - 1);
    }
    this.#add(at.long, long);
    this.#add(at.digits, digits);
    return this.#add(at.digitChars, digitChars);
  }
}
