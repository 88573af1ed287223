/**
 * Changes all characters of a text, or each with a chance, in one half of the cases each.
 * @param {string} text
 * @param {() => number} random
 * @param {(character: string) => string} change
 * @param {(character: string) => string} otherwise
 * @returns {string}
 */
export function chosen(text, random, change, otherwise) {
  const chance = random() < 0.5 ? 1 : 0.3;
  return Array.from(text)
    .map((character) => (random() < chance ? change(character) : otherwise(character)))
    .join('');
}
