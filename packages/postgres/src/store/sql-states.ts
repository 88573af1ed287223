/** SQLSTATE of an error of the server (PostgreSQL documentation, appendix A); undefined where it comes from elsewhere. */
export function stateOf(error: unknown): string | undefined {
  const { code, severity } = error as { readonly code?: unknown; readonly severity?: unknown };
  return typeof code === 'string' && severity !== undefined ? code : undefined;
}

/** The batch, or the request that it came from, has its key in the database. */
export function isStoredAlready(error: unknown): boolean {
  const { table } = error as { readonly table?: unknown };
  return stateOf(error) === '23505' && (table === 'batches' || table === 'requests');
}

/** There is no partition for a row (23514 is also that of a check, and there are none on spans). */
export function isMissingPartition(error: unknown): boolean {
  return stateOf(error) === '23514';
}

/**
 * The table refuses a row for what is in it: a value (class 22), a missing partition or value (class 23), a key too large for
 * an index (54000). Sent again, it is refused again.
 */
export function isPoison(error: unknown): boolean {
  const state = stateOf(error);
  return state !== undefined && (/^2[23]/.test(state) || state === '54000');
}
