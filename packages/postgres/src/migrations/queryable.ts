/** The one member of a connection of `pg` that is used here. All queries of a transaction go through the same one. */
export interface Queryable {
  query(text: string, values?: readonly unknown[]): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
}

/** Runs statements in one transaction, which is undone when one fails. */
export async function inTransaction<Result>(client: Queryable, run: () => Promise<Result>): Promise<Result> {
  await client.query('BEGIN');
  try {
    const result = await run();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined); // The connection may be what has failed.
    throw error;
  }
}
