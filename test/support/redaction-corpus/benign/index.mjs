import { ibanValid } from '../checks/iban.mjs';
import { luhnValid } from '../checks/luhn.mjs';
import { seeded, seedOf } from '../random/seeded.mjs';
import { code } from './code.mjs';
import { identifiers } from './identifiers.mjs';
import { nearChecksums } from './near-checksums.mjs';
import { nearEmails } from './near-emails.mjs';
import { numbers } from './numbers.mjs';
import { placeholders } from './placeholders.mjs';
import { prose } from './prose.mjs';
import { web } from './web.mjs';

/** All shapes of benign strings. @type {import('./shape.mjs').Shape[]} */
export const benignShapes = [nearEmails, identifiers, numbers, nearChecksums, placeholders, code, web, prose].flat();

/** All runs of neighbouring groups of digits that are together as long as a card number. */
function digitRuns(text) {
  return [...text.matchAll(/\d+(?:[ -]\d+)*/g)].flatMap(([row]) => {
    const groups = row.split(/[ -]/);
    const runs = groups.flatMap((_, start) => groups.map((__, end) => groups.slice(start, end + 1).join('')));
    return runs.filter((run) => run.length >= 12 && run.length <= 19);
  });
}

const cardLike = (digits) => /^[2-6]/.test(digits) && luhnValid(digits);

/** Whether a text holds a card or an account by accident: such a string would not be benign. */
function holdsNumber(text) {
  const ibans = text.replaceAll(' ', '').match(/[A-Z]{2}\d{2}[A-Z0-9]{11,30}/g) ?? [];
  return digitRuns(text).some(cardLike) || ibans.some(ibanValid);
}

/** A string of a shape; drawn again as long as it holds a number that is somebody's. */
function clean({ make }, random) {
  for (;;) {
    const text = make(random);
    if (!holdsNumber(text)) return text;
  }
}

/**
 * Strings that a redactor must not change; the string at a place has the shape at that place, over and over.
 * @param {{ seed: number, count?: number }} options
 * @returns {string[]}
 */
export function benign({ seed, count = 3000 }) {
  return Array.from({ length: count }, (_, place) => {
    const shape = benignShapes[place % benignShapes.length];
    return clean(shape, seeded(seedOf(seed, shape.shape, Math.floor(place / benignShapes.length))));
  });
}
