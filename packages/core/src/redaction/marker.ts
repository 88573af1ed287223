import { createHmac } from 'node:crypto';
import { redactionClasses, type RedactionClass } from './rules/classes.ts';

/** Digits of the keyed digest that stand in a marker. */
const DIGEST_DIGITS = 12;
/** Secrets of one text that get a digest; a text with more is no text, and its others are marked without. */
const MAX_DIGESTS = 256;

const MARKER = new RegExp(`\\[redacted:(?:${Object.keys(redactionClasses).join('|')})(?::[0-9a-f]{12})?\\]`, 'y');

/** Length of the marker that begins at a place; 0 where there is none. What only looks like one is text like any other. */
export function markerLength(text: string, start: number): number {
  if (text.charCodeAt(start) !== 91) return 0;
  MARKER.lastIndex = start;
  return MARKER.exec(text)?.[0].length ?? 0;
}

/** Writes what stands in place of secrets: their class, and a keyed digest by which equal ones stay joinable. */
export class Markers {
  readonly #key: string;
  #left = MAX_DIGESTS;

  constructor(key: string) {
    this.#key = key;
  }

  /** `[redacted:card:9f2c4e81a0b3]` */
  of(redactionClass: RedactionClass, secret: string): string {
    if (this.#key === '' || this.#left <= 0) return `[redacted:${redactionClass}]`;
    this.#left -= 1;
    const digest = createHmac('sha256', this.#key).update(secret).digest('hex').slice(0, DIGEST_DIGITS);
    return `[redacted:${redactionClass}:${digest}]`;
  }
}
