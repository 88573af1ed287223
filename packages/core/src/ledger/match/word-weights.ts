import type { CountTokens } from '../request.ts';
import type { Steps } from './steps.ts';

/** Words that are counted together: within so many a text is taken to be everywhere the same. */
const CHUNK_WORDS = 64;

/** How many tokens a text has, and how they are spread over its words. */
export interface WordWeights {
  readonly estimate: number;
  /** Tokens of each run of words, by our own count. */
  readonly weights: readonly number[];
}

/**
 * Counts a text in pieces, so that the tokens of a part of it are known when the text is gone.
 *
 * @param ends where each word ends, in characters
 */
export function* weighWords(text: string, ends: Uint32Array, count: CountTokens): Steps<WordWeights> {
  const weights: number[] = [];
  let estimate = 0;
  let from = 0;
  for (let first = 0; first < ends.length; first += CHUNK_WORDS) {
    const last = Math.min(ends.length, first + CHUNK_WORDS);
    const to = last === ends.length ? text.length : (ends[last - 1] ?? text.length);
    const tokens = count(text.slice(from, to));
    weights.push(tokens);
    estimate += tokens;
    from = to;
    if (first % (CHUNK_WORDS * 32) === 0) yield;
  }
  return { estimate: ends.length === 0 ? count(text) : estimate, weights };
}

/** Part of a text's tokens that is on marked words, 0 to 1. */
export function weightOf(weights: readonly number[], marked: Uint8Array): number {
  let [sum, all] = [0, 0];
  for (const [chunk, tokens] of weights.entries()) {
    const from = chunk * CHUNK_WORDS;
    const to = Math.min(marked.length, from + CHUNK_WORDS);
    let count = 0;
    for (let index = from; index < to; index += 1) count += marked[index] ?? 0;
    sum += to === from ? 0 : (tokens * count) / (to - from);
    all += tokens;
  }
  return all === 0 ? 1 : sum / all;
}
