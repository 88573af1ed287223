/** Places of one fingerprint that are kept; a phrase that stands everywhere tells nothing more. */
const MAX_PLACES = 32;
const NONE = -1;
const FIRST_SLOTS = 64;

/** Where in which passage a fingerprint stands. */
export type Visit = (passage: number, position: number) => void;

/**
 * Finds passages by fingerprint. Open addressing in typed arrays: a session of 100,000 tokens has some 17,000 fingerprints,
 * which as objects would take ten times the memory.
 */
export class FingerprintIndex {
  #hashes = new Uint32Array(FIRST_SLOTS);
  #heads = new Int32Array(FIRST_SLOTS).fill(NONE);
  #used = 0;
  #passages = new Int32Array(FIRST_SLOTS);
  #positions = new Uint32Array(FIRST_SLOTS);
  #nexts = new Int32Array(FIRST_SLOTS);
  #entries = 0;

  /** Memory that it takes, in bytes. */
  get bytes(): number {
    return this.#hashes.length * 8 + this.#passages.length * 12;
  }

  add(hash: number, passage: number, position: number): void {
    if (this.#used * 2 >= this.#hashes.length) this.#moreSlots();
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

  /** Visits every place of a fingerprint, the newest first. */
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

  #moreSlots(): void {
    const [hashes, heads] = [this.#hashes, this.#heads];
    this.#hashes = new Uint32Array(hashes.length * 2);
    this.#heads = new Int32Array(heads.length * 2).fill(NONE);
    for (const [index, head] of heads.entries()) {
      if (head === NONE) continue;
      const slot = this.#slotOf(hashes[index] ?? 0);
      this.#hashes[slot] = hashes[index] ?? 0;
      this.#heads[slot] = head;
    }
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
