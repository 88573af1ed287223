import type { Steps } from './steps.ts';

/** Places of two texts that have a shingle in common, as pairs: a word of the one, a word of the other. */
export type Anchors = number[];

/** How much of each of two texts is in the other one. */
export interface Overlap {
  /** Words of the first that stand in the second too, and of the second in the first. */
  readonly first: number;
  readonly second: number;
  /** Which words of the first: 1 for each that does. */
  readonly words: Uint8Array;
}

/**
 * Compares two texts word by word, from the places that are known to be the same outwards. Exact where they have runs of
 * words in common, and linear in their length.
 */
export function* overlapOf(first: Uint32Array, second: Uint32Array, anchors: Anchors): Steps<Overlap> {
  const inFirst = new Uint8Array(first.length);
  const inSecond = new Uint8Array(second.length);
  for (let index = 0; index + 1 < anchors.length; index += 2) {
    const a = anchors[index] ?? 0;
    const b = anchors[index + 1] ?? 0;
    if (inFirst[a] === 0 || inSecond[b] === 0) extend(first, second, inFirst, inSecond, a, b);
    if (index % STEP === STEP - 2) yield;
  }
  return { first: countOf(inFirst), second: countOf(inSecond), words: inFirst };
}

/** Anchors that are followed in one step, times two. */
const STEP = 1_024;
/** Shorter runs are turns of phrase and addresses, which stand in many texts; of a short text the whole counts. */
const MIN_RUN = 12;

/** Marks the run of equal words around a place, unless it is too short to mean anything. */
function extend(
  first: Uint32Array,
  second: Uint32Array,
  inFirst: Uint8Array,
  inSecond: Uint8Array,
  a: number,
  b: number,
): void {
  let ahead = 0;
  while (isSame(first, second, a + ahead, b + ahead) && !(inFirst[a + ahead] === 1 && inSecond[b + ahead] === 1))
    ahead += 1;
  let behind = 0;
  while (isSame(first, second, a - behind - 1, b - behind - 1)) {
    if (inFirst[a - behind - 1] === 1 && inSecond[b - behind - 1] === 1) break;
    behind += 1;
  }
  if (ahead + behind < Math.min(MIN_RUN, first.length, second.length)) return;
  inFirst.fill(1, a - behind, a + ahead);
  inSecond.fill(1, b - behind, b + ahead);
}

function isSame(first: Uint32Array, second: Uint32Array, a: number, b: number): boolean {
  return a >= 0 && b >= 0 && a < first.length && b < second.length && first[a] === second[b];
}

function countOf(flags: Uint8Array): number {
  let sum = 0;
  for (const flag of flags) sum += flag;
  return sum;
}

/** Part of what is missing that one run has to make up for a cut: a few words more may be lost at its ends. */
const CUT_SHARE = 0.9;

/** Whether what is not marked is one run of words. */
export function isOneGap(flags: Uint8Array): boolean {
  let longest = 0;
  let run = 0;
  let missing = 0;
  for (const flag of flags) {
    run = flag === 1 ? 0 : run + 1;
    missing += 1 - flag;
    if (run > longest) longest = run;
  }
  return longest >= missing * CUT_SHARE;
}
