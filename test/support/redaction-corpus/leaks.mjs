const shortest = 8;

/** The length from which on a piece of a text gives it away: half of it, and never less than eight characters. */
function pieceOf(form) {
  return Math.max(shortest, Math.ceil(form.length / 2));
}

/** Whether the output holds a piece of the form that is long enough. */
function holdsPiece(output, form) {
  const length = pieceOf(form);
  if (form.length <= length) return output.includes(form);
  for (let start = 0; start + length <= form.length; start++) {
    if (output.includes(form.slice(start, start + length))) return true;
  }
  return false;
}

/**
 * Whether an output still gives the secret of a sample away, plain or as the sample had it.
 * @param {{ secret: string, wrapped: string }} sample
 * @param {string} output
 * @returns {boolean}
 */
export function leaks({ secret, wrapped }, output) {
  return holdsPiece(output, secret) || (wrapped !== secret && holdsPiece(output, wrapped));
}
