import { escapeIdentifier, escapeLiteral, type Client } from 'pg';
import type { SpanBatch } from '../batch/batch-encoder.ts';
import { rowJson } from '../copy/decode-row.ts';
import { copyPath } from './copy-path.ts';
import type { RowPath } from './row-path.ts';
import { isMissingPartition, isPoison, isStoredAlready, stateOf } from './sql-states.ts';

/** What became of a batch. */
export interface StoredBatch {
  /** Whether it was in the database already, all of it. */
  readonly already: boolean;
  /** Spans that the table of spans has refused, which are in quarantine. */
  readonly quarantined: number;
}

/** How old a span may be and still be given a partition, and how far ahead of the clock of the database. */
const OLDEST = '400 days';
const AHEAD = '1 day';

/**
 * Stores a batch exactly once, however often it is sent. A partition that is missing is made; a row that the table refuses
 * goes to quarantine with the reason, and the others are stored.
 *
 * @param client an open connection that nobody else uses meanwhile
 * @param path how rows are brought in
 * @throws Error as the server or the connection gives it, where it is not the fault of a row; the batch is stored then in
 *   whole or not at all, and is to be sent again
 */
export async function storeBatch(
  client: Client,
  schema: string,
  batch: SpanBatch,
  path: RowPath = copyPath,
): Promise<StoredBatch> {
  const target = { client, schema: escapeIdentifier(schema), batch, path };
  try {
    return await storeRows(target, everyRow(batch), []);
  } catch (error) {
    if (!isPoison(error)) throw error;
    if (isMissingPartition(error)) await ensurePartitions(target);
    return storeGood(target);
  }
}

interface Target {
  readonly client: Client;
  /** Escaped. */
  readonly schema: string;
  readonly batch: SpanBatch;
  readonly path: RowPath;
}

interface Refused {
  readonly part: number;
  readonly error: unknown;
}

/** Everything of a batch in one transaction, and in one round trip. */
async function storeRows(
  { client, schema, batch, path }: Target,
  parts: readonly number[],
  refused: readonly Refused[],
): Promise<StoredBatch> {
  const accept = `SELECT ${schema}.accept_batch(${escapeLiteral(batch.header)}::jsonb);`;
  const quarantine = refused.map((each) => quarantineText(schema, batch, each));
  try {
    await path.batch(client, schema, [accept, ...quarantine].join('\n'), rowsOf(batch, parts, path));
    return { already: false, quarantined: refused.length };
  } catch (error) {
    if (isStoredAlready(error)) return { already: true, quarantined: 0 };
    throw error;
  }
}

/** Finds out which rows the table refuses, and stores the others. */
async function storeGood(target: Target): Promise<StoredBatch> {
  const refused = await refusedAmong(target, everyRow(target.batch));
  const bad = new Set(refused.map(({ part }) => part));
  const good = everyRow(target.batch).filter((part) => !bad.has(part));
  return storeRows(target, good, refused);
}

/** By halves: one bad row of 512 is found with nine attempts, each of which is undone. */
async function refusedAmong(target: Target, parts: readonly number[]): Promise<readonly Refused[]> {
  const error = await refusal(target, parts);
  if (error === undefined) return [];
  const [part = 0] = parts;
  if (parts.length === 1) return [{ part, error }];
  const half = Math.ceil(parts.length / 2);
  return [...(await refusedAmong(target, parts.slice(0, half))), ...(await refusedAmong(target, parts.slice(half)))];
}

async function refusal({ client, schema, batch, path }: Target, parts: readonly number[]): Promise<unknown> {
  await client.query('BEGIN');
  try {
    await path.rows(client, schema, rowsOf(batch, parts, path));
    return undefined;
  } catch (error) {
    if (!isPoison(error)) throw error;
    return error;
  } finally {
    await client.query('ROLLBACK');
  }
}

/** Only for days that have spans: one far date must not cost a partition for every day between. */
async function ensurePartitions({ client, schema, batch }: Target): Promise<void> {
  await client.query(
    `SELECT ${schema}.ensure_partitions(day, day) FROM unnest($1::timestamptz[]) AS day
     WHERE day BETWEEN now() - $2::interval AND now() + $3::interval`,
    [batch.days, OLDEST, AHEAD],
  );
}

function quarantineText(schema: string, batch: SpanBatch, { part, error }: Refused): string {
  const header = `${escapeLiteral(batch.header)}::jsonb`;
  const [row] = piecesOf(batch, [part]);
  const reason = escapeLiteral((error as Error).message);
  const span = escapeLiteral(rowJson(row ?? Buffer.alloc(0)));
  return `INSERT INTO ${schema}.quarantine (writer, seq, part, sqlstate, reason, span)
SELECT (h ->> 'writer')::int8, (h ->> 'seq')::int8, ${part}, ${escapeLiteral(stateOf(error) ?? '')}, ${reason}, ${span} FROM (SELECT ${header} AS h) AS header;`;
}

function everyRow({ rows }: SpanBatch): readonly number[] {
  return rows.ends.map((_end, part) => part);
}

/** The bytes of some rows: a piece for each, or, for COPY, one for all of them. */
function rowsOf(batch: SpanBatch, parts: readonly number[], { name }: RowPath): readonly Buffer[] {
  return name === 'copy' && parts.length === batch.rows.ends.length ? [batch.rows.bytes] : piecesOf(batch, parts);
}

function piecesOf({ rows: { bytes, ends } }: SpanBatch, parts: readonly number[]): readonly Buffer[] {
  return parts.map((part) => bytes.subarray(part === 0 ? 0 : ends[part - 1], ends[part]));
}
