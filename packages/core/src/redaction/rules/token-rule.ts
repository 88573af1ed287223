import { runEnd } from './characters.ts';
import type { RedactionClass } from './classes.ts';

/** A run of characters of one set. */
export interface Run {
  readonly set: number;
  readonly min: number;
  readonly max: number;
}

/** Runs, and literal text between them. */
export type TokenPart = Run | string;

/**
 * A token that is known by how it begins. Its parts are read once and forwards, each run as far as it goes, so that the time
 * is linear whatever the text is.
 */
export interface TokenRule {
  readonly prefix: string;
  readonly parts: readonly TokenPart[];
  readonly class: RedactionClass;
}

/** Longest run of a token, in characters. */
const MAX_RUN = 4096;
/** Fewer different characters are a placeholder such as `xxxx`. */
const MIN_DISTINCT = 5;

/** A run of at least so many characters. */
export function atLeast(min: number, set: number, max: number = MAX_RUN): Run {
  return { set, min, max };
}

/** A run of exactly so many characters; what follows it is another part. */
export function exactly(length: number, set: number): Run {
  return { set, min: length, max: length };
}

/** Several prefixes of one form. */
export function tokens(
  ruleClass: RedactionClass,
  prefixes: readonly string[],
  ...parts: readonly TokenPart[]
): readonly TokenRule[] {
  return prefixes.map((prefix) => ({ prefix, parts, class: ruleClass }));
}

/** End of the token whose prefix ends at `start`; undefined when it is none. */
export function tokenEnd(text: string, start: number, { parts }: TokenRule): number | undefined {
  let end = start;
  for (const part of parts) {
    const next = typeof part === 'string' ? literalEnd(text, end, part) : runOf(text, end, part);
    if (next === undefined) return undefined;
    end = next;
  }
  return end;
}

function literalEnd(text: string, start: number, literal: string): number | undefined {
  return text.startsWith(literal, start) ? start + literal.length : undefined;
}

function runOf(text: string, start: number, { set, min, max }: Run): number | undefined {
  const end = runEnd(text, start, set, max);
  return end - start >= min ? end : undefined;
}

/** Whether a text has enough different characters to be a secret. */
export function hasVariety(text: string, start: number, end: number): boolean {
  let seenLow = 0;
  let seenHigh = 0;
  let distinct = 0;
  for (let index = start; index < end && distinct < MIN_DISTINCT; index += 1) {
    const code = text.charCodeAt(index) & 63;
    const bit = 1 << (code & 31);
    if (code < 32) {
      if ((seenLow & bit) === 0) distinct += 1;
      seenLow |= bit;
    } else {
      if ((seenHigh & bit) === 0) distinct += 1;
      seenHigh |= bit;
    }
  }
  return distinct >= MIN_DISTINCT;
}
