/**
 * A value in three parts; only the middle one is secret.
 * @typedef {{ before: string, secret: string, after: string }} Parts
 */

const mark = '\u0000';

/** Where the secret stands in its context. @type {(value: import('../kinds/kind.mjs').Value) => Parts} */
export function partsOf({ secret, context }) {
  if (!context) return { before: '', secret, after: '' };
  const [before, after] = context(mark).split(mark);
  return { before, secret, after };
}

/** The three parts as one text. @type {(parts: Parts) => string} */
export function joined({ before, secret, after }) {
  return before + secret + after;
}

/** The same change to each part. @type {(parts: Parts, change: (text: string) => string) => Parts} */
export function eachPart({ before, secret, after }, change) {
  return { before: change(before), secret: change(secret), after: change(after) };
}
