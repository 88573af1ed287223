import { escapeIdentifier } from 'pg';
import type { Queryable } from './queryable.ts';

/** How long the time of one partition of spans is. */
export const partitionSizes = ['day', 'week', 'month'] as const;

/** One of these. */
export type PartitionSize = (typeof partitionSizes)[number];

/**
 * Chooses how long the time of one partition is, for a schema that has no spans yet.
 *
 * @throws Error where there are partitions of another size
 */
export async function choosePartition(client: Queryable, schema: string, size: PartitionSize): Promise<void> {
  const settings = `${escapeIdentifier(schema)}.settings`;
  const { rows } = await client.query(
    `SELECT value, EXISTS (SELECT FROM pg_inherits WHERE inhparent = $1::regclass) AS has_any FROM ${settings} WHERE name = 'partition'`,
    [`${escapeIdentifier(schema)}.spans`],
  );
  const [row] = rows;
  if (row?.['value'] === size) return;
  if (row?.['has_any'] === true)
    throw new Error(
      `spans are in partitions of a ${String(row['value'])} already: choose another size before the first is stored, or another schema`,
    );
  await client.query(`UPDATE ${settings} SET value = $1 WHERE name = 'partition'`, [size]);
}
