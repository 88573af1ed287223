import { pick } from '../random/seeded.mjs';

/** Zero-width space, non-joiner, joiner, word joiner, byte order mark, soft hyphen. */
const invisible = ['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad'];

const chance = 0.15;

/**
 * Characters nobody sees, at random places between the others.
 * @type {(text: string, random: () => number) => string}
 */
export function zeroWidth(text, random) {
  const certain = Math.floor((random() * text.length) / 2) + 1;
  return Array.from(text)
    .map(
      (character, place) =>
        (place > 0 && (place === certain || random() < chance) ? pick(random, invisible) : '') + character,
    )
    .join('');
}
