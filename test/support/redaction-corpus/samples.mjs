import { carriers } from './carriers.mjs';
import { kinds } from './kinds/index.mjs';
import { seeded, seedOf } from './random/seeded.mjs';
import { wrappings } from './wrappings/index.mjs';
import { eachPart, joined, partsOf } from './wrappings/parts.mjs';

/**
 * @typedef {{
 *   kind: string, group: string, carrier: string, wrapping: string, text: string, secret: string, wrapped: string,
 * }} Sample
 */

const [plain, ...others] = wrappings;

/** The wrapped parts as the carrier writes them; a wrapping in the syntax of the carrier is its escape already. */
function escapedFor(carrier, wrapping, parts) {
  if (!wrapping.syntax || wrapping.syntax !== carrier.syntax) return eachPart(parts, carrier.escape);
  return carrier.outer ? eachPart(parts, carrier.outer) : parts;
}

/** Whether the wrapping changes the value, and the carrier adds no second layer to it. */
function fits(carrier, wrapping, before, wrapped) {
  if (joined(before) === joined(wrapped)) return false;
  return wrapping.syntax === carrier.syntax || carrier.escape(wrapped.secret) === wrapped.secret;
}

/** The first of the wrappings that suits the value and the carrier, from a place on; `plain` when none does. */
function wrappedBy(candidates, carrier, parts, random) {
  for (const wrapping of candidates) {
    const wrapped = wrapping.wrap(parts, random);
    if (wrapping === plain || fits(carrier, wrapping, parts, wrapped)) return { wrapping, wrapped };
  }
  return { wrapping: plain, wrapped: parts };
}

/** Every second sample is plain; the others take one wrapping after another. */
function candidatesOf(offset, number) {
  if (number % 2 === 0) return [plain];
  const start = (offset + (number >> 1)) % others.length;
  return [...others.slice(start), ...others.slice(0, start)];
}

/** The sample of a kind with a number. */
function sample(kind, number, seed) {
  const offset = seedOf(0, kind.kind, 0);
  const random = seeded(seedOf(seed, kind.kind, number));
  const parts = partsOf(kind.make(random));
  const carrier = carriers[(offset + number) % carriers.length];
  const { wrapping, wrapped } = wrappedBy(candidatesOf(offset, number), carrier, parts, random);
  const escaped = escapedFor(carrier, wrapping, wrapped);
  const names = { kind: kind.kind, group: kind.group, carrier: carrier.carrier, wrapping: wrapping.wrapping };
  return { ...names, text: carrier.place(joined(escaped), random), secret: parts.secret, wrapped: escaped.secret };
}

/**
 * Texts with one secret each, half of them plain; the same for a seed, whatever other kinds there are.
 * @param {{ seed: number, perKind: number }} options
 * @returns {Generator<Sample>}
 */
export function* samples({ seed, perKind }) {
  for (const kind of kinds) {
    for (let number = 0; number < perKind; number++) yield sample(kind, number, seed);
  }
}
