/** Places of one fingerprint that are kept; a phrase that stands everywhere tells nothing more. */
const MAX_PLACES = 32;
const NONE = -1;
const FIRST_SLOTS = 64;

/** Fingerprints of one part. To make a larger one takes longer than anybody should wait for. */
const MAX_SLOTS = 16_384;

/** Where in which passage a fingerprint stands. */
export type Visit = (passage: number, position: number) => void;

/** Finds passages by fingerprint, in parts that never grow so large that growing them takes more than a millisecond. */
export class FingerprintIndex {
  readonly #isAlive: (passage: number) => boolean;
  readonly #parts: IndexPart[];

  /** @param isAlive whether a passage may still be looked for */
  constructor(isAlive: (passage: number) => boolean) {
    this.#isAlive = isAlive;
    this.#parts = [new IndexPart(isAlive)];
  }

  /** Memory that it takes, in bytes. */
  get bytes(): number {
    return this.#parts.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  add(hash: number, passage: number, position: number): void {
    let last = this.#parts.at(-1);
    if (last === undefined || last.isFull) {
      last = new IndexPart(this.#isAlive);
      this.#parts.push(last);
    }
    last.add(hash, passage, position);
  }

  /** Visits every place of a fingerprint. */
  find(hash: number, visit: Visit): void {
    for (const part of this.#parts) part.find(hash, visit);
  }
}

/**
 * Open addressing in typed arrays: a session of 100,000 tokens has some 17,000 fingerprints, which as objects would take ten
 * times the memory.
 */
class IndexPart {
  #hashes = new Uint32Array(FIRST_SLOTS);
  #heads = new Int32Array(FIRST_SLOTS).fill(NONE);
  #used = 0;
  #passages = new Int32Array(FIRST_SLOTS);
  #positions = new Uint32Array(FIRST_SLOTS);
  #nexts = new Int32Array(FIRST_SLOTS);
  #entries = 0;
  readonly #isAlive: (passage: number) => boolean;

  constructor(isAlive: (passage: number) => boolean) {
    this.#isAlive = isAlive;
  }

  /** Whether the next fingerprint belongs into another part. */
  get isFull(): boolean {
    return this.#hashes.length >= MAX_SLOTS && this.#used * 4 >= this.#hashes.length * 3;
  }

  get bytes(): number {
    return this.#hashes.length * 8 + this.#passages.length * 12;
  }

  add(hash: number, passage: number, position: number): void {
    if (this.#used * 4 >= this.#hashes.length * 3) this.#moreSlots();
    this.#enter(hash, passage, position);
  }

  find(hash: number, visit: Visit): void {
    for (let entry = this.#heads[this.#slotOf(hash)] ?? NONE; entry !== NONE; entry = this.#nexts[entry] ?? NONE)
      visit(this.#passages[entry] ?? 0, this.#positions[entry] ?? 0);
  }

  #slotOf(hash: number): number {
    const mask = this.#hashes.length - 1;
    let slot = hash & mask;
    while (this.#heads[slot] !== NONE && this.#hashes[slot] !== hash) slot = (slot + 1) & mask;
    return slot;
  }

  #lengthOf(slot: number): number {
    let length = 0;
    for (let entry = this.#heads[slot] ?? NONE; entry !== NONE; entry = this.#nexts[entry] ?? NONE) length += 1;
    return length;
  }

  /** Makes room, and leaves out what is done with. */
  #moreSlots(): void {
    const old = { hashes: this.#hashes, heads: this.#heads, passages: this.#passages };
    const [positions, nexts] = [this.#positions, this.#nexts];
    this.#hashes = new Uint32Array(old.hashes.length * 2);
    this.#heads = new Int32Array(old.heads.length * 2).fill(NONE);
    this.#passages = new Int32Array(old.passages.length);
    this.#positions = new Uint32Array(old.passages.length);
    this.#nexts = new Int32Array(old.passages.length);
    this.#used = 0;
    this.#entries = 0;
    for (const [index, head] of old.heads.entries()) {
      const hash = old.hashes[index] ?? 0;
      for (let entry = head; entry !== NONE; entry = nexts[entry] ?? NONE) {
        const passage = old.passages[entry] ?? 0;
        if (this.#isAlive(passage)) this.#enter(hash, passage, positions[entry] ?? 0);
      }
    }
  }

  #enter(hash: number, passage: number, position: number): void {
    const slot = this.#slotOf(hash);
    if (this.#heads[slot] === NONE) {
      this.#hashes[slot] = hash;
      this.#used += 1;
    } else if (this.#lengthOf(slot) >= MAX_PLACES) return;
    if (this.#entries === this.#passages.length) this.#moreEntries();
    this.#passages[this.#entries] = passage;
    this.#positions[this.#entries] = position;
    this.#nexts[this.#entries] = this.#heads[slot] ?? NONE;
    this.#heads[slot] = this.#entries;
    this.#entries += 1;
  }

  #moreEntries(): void {
    const length = Math.ceil(this.#passages.length * 1.5);
    const [passages, positions, nexts] = [this.#passages, this.#positions, this.#nexts];
    this.#passages = new Int32Array(length);
    this.#passages.set(passages);
    this.#positions = new Uint32Array(length);
    this.#positions.set(positions);
    this.#nexts = new Int32Array(length);
    this.#nexts.set(nexts);
  }
}
