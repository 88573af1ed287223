import type { Steps } from './steps.ts';

/** Words of one shingle, and shingles of one window. Whatever has `SHINGLE + WINDOW - 1` words in common is found. */
const SHINGLE = 5;
const WINDOW = 8;

/** Chosen shingles of a text, with the word that each begins at. */
export interface Fingerprints {
  readonly hashes: Uint32Array;
  readonly positions: Uint32Array;
}

/** Shingles that are looked at in one step. */
const STEP = 8_192;

/**
 * Chooses shingles by winnowing: of every window the least, so that two texts choose the same ones where they are the same
 * (Schleimer, Wilkerson, Aiken, "Winnowing: local algorithms for document fingerprinting", 2003).
 */
export function* fingerprintsOf(words: Uint32Array): Steps<Fingerprints> {
  if (words.length === 0) return { hashes: new Uint32Array(0), positions: new Uint32Array(0) };
  if (words.length < SHINGLE)
    return { hashes: Uint32Array.of(shingleAt(words, 0, words.length)), positions: Uint32Array.of(0) };
  return yield* winnowed(yield* shinglesOf(words));
}

function* shinglesOf(words: Uint32Array): Steps<Uint32Array> {
  const shingles = new Uint32Array(words.length - SHINGLE + 1);
  for (let from = 0; from < shingles.length; from += STEP) {
    if (from > 0) yield;
    const to = Math.min(shingles.length, from + STEP);
    for (let at = from; at < to; at += 1) shingles[at] = shingleAt(words, at, SHINGLE);
  }
  return shingles;
}

function shingleAt(words: Uint32Array, at: number, length: number): number {
  let hash = length;
  for (let index = 0; index < length; index += 1) hash = (Math.imul(hash, 1_664_525) + (words[at + index] ?? 0)) | 0;
  return mixed(hash);
}

function* winnowed(shingles: Uint32Array): Steps<Fingerprints> {
  const chosen: number[] = [];
  const last = Math.max(0, shingles.length - WINDOW);
  for (let from = 0; from <= last; from += STEP) {
    if (from > 0) yield;
    chooseIn(shingles, from, Math.min(last, from + STEP - 1), chosen);
  }
  const positions = Uint32Array.from(chosen);
  return { hashes: positions.map((position) => shingles[position] ?? 0), positions };
}

/** Chooses from the windows that begin at these places. */
function chooseIn(shingles: Uint32Array, first: number, last: number, chosen: number[]): void {
  let best = chosen.at(-1) ?? -1;
  for (let start = first; start <= last; start += 1) {
    const end = Math.min(shingles.length, start + WINDOW);
    const before = best;
    if (best < start) best = leastIn(shingles, start, end);
    else if ((shingles[end - 1] ?? 0) <= (shingles[best] ?? 0)) best = end - 1;
    if (best !== before) chosen.push(best);
  }
}

/** Of equal ones the last. */
function leastIn(shingles: Uint32Array, start: number, end: number): number {
  let best = start;
  for (let at = start + 1; at < end; at += 1) if ((shingles[at] ?? 0) <= (shingles[best] ?? 0)) best = at;
  return best;
}

function mixed(hash: number): number {
  let value = hash;
  value ^= value >>> 16;
  value = Math.imul(value, 0x7f_eb_35_2d);
  value ^= value >>> 15;
  value = Math.imul(value, 0x84_6c_a6_8b);
  return (value ^ (value >>> 16)) >>> 0;
}
