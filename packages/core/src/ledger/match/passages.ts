import { overlapOf, type Anchors, type Overlap } from './align.ts';
import { FingerprintIndex } from './fingerprint-index.ts';
import { fingerprintsOf, type Fingerprints } from './fingerprints.ts';
import type { Steps } from './steps.ts';
import { WordReader, type HashKey } from './words.ts';

/** A text of which nothing is kept but keyed hashes. */
export interface Passage {
  readonly id: number;
  /** A unit that was offered, or a block of a request. */
  readonly kind: 'unit' | 'block';
  /** None once it is done with. */
  words: Uint32Array;
  readonly prints: number;
  isDone: boolean;
}

/** Another passage that has words in common with a new one: `first` of the other, `second` of the new one. */
export interface Match {
  readonly other: Passage;
  readonly overlap: Overlap;
}

/** Characters that are read, and fingerprints that are looked up, in one step: each takes less than a millisecond. */
const STEP_CHARACTERS = 16_384;
const STEP_PRINTS = 1_024;
/** Part of the fingerprints of the smaller of two blocks that must be in the other for a closer look. */
const WORTH_A_LOOK = 0.5;

/** A passage that has been taken in. */
export interface Compared {
  readonly passage: Passage;
  readonly matches: readonly Match[];
  /** Where each of its words ends, in characters. */
  readonly ends: Uint32Array;
}

/** All passages of a session, and what they have in common. */
export class Passages {
  readonly #key: HashKey;
  readonly #passages: Passage[] = [];
  readonly #index = new FingerprintIndex((id) => this.#passages[id]?.isDone === false);
  #wordBytes = 0;

  constructor(key: HashKey) {
    this.#key = key;
  }

  /** Memory that it takes, in bytes. */
  get bytes(): number {
    return this.#index.bytes + this.#wordBytes + this.#passages.length * 120;
  }

  /** Takes a text in, and tells which earlier ones it has words in common with. */
  *add(text: string, kind: Passage['kind']): Steps<Compared> {
    const { words, ends } = yield* this.#read(text);
    const prints = yield* fingerprintsOf(words);
    yield;
    const passage: Passage = { id: this.#passages.length, kind, words, prints: prints.hashes.length, isDone: false };
    const matches = yield* this.#compare(passage, prints);
    this.#passages.push(passage);
    this.#wordBytes += words.byteLength;
    yield* this.#enter(passage, prints);
    return { passage, matches, ends };
  }

  /** Nothing more is to be found of a passage. */
  drop(passage: Passage): void {
    this.#wordBytes -= passage.words.byteLength;
    passage.words = new Uint32Array(0);
    passage.isDone = true;
  }

  *#enter({ id }: Passage, { hashes, positions }: Fingerprints): Steps<void> {
    for (const [at, hash] of hashes.entries()) {
      this.#index.add(hash, id, positions[at] ?? 0);
      if (at % STEP_PRINTS === STEP_PRINTS - 1) yield;
    }
  }

  *#read(text: string): Steps<{ readonly words: Uint32Array; readonly ends: Uint32Array }> {
    const reader = new WordReader(text, this.#key);
    while (!reader.isDone) {
      reader.read(STEP_CHARACTERS);
      if (!reader.isDone) yield;
    }
    return { words: reader.words(), ends: reader.ends() };
  }

  *#compare(passage: Passage, { hashes, positions }: Fingerprints): Steps<readonly Match[]> {
    const anchors = new Map<number, Anchors>();
    for (const [at, hash] of hashes.entries()) {
      const position = positions[at] ?? 0;
      this.#index.find(hash, (other, otherPosition) => {
        const known = anchors.get(other);
        if (known === undefined) anchors.set(other, [otherPosition, position]);
        else known.push(otherPosition, position);
      });
      if (at % STEP_PRINTS === STEP_PRINTS - 1) yield;
    }
    return yield* this.#overlaps(passage, anchors);
  }

  *#overlaps(passage: Passage, anchors: ReadonlyMap<number, Anchors>): Steps<readonly Match[]> {
    const matches: Match[] = [];
    for (const [id, places] of anchors) {
      const other = this.#passages[id];
      if (other === undefined || other.isDone || !isWorthALook(passage, other, places.length / 2)) continue;
      matches.push({ other, overlap: yield* overlapOf(other.words, passage.words, places) });
      yield;
    }
    return matches;
  }
}

/** Of a unit every part counts; of two blocks only whether one contains the other. */
function isWorthALook(passage: Passage, other: Passage, places: number): boolean {
  if (passage.kind === 'unit' || other.kind === 'unit') return passage.kind !== other.kind;
  return places >= Math.min(passage.prints, other.prints) * WORTH_A_LOOK;
}
