import { randomBytes, randomUUID } from 'node:crypto';
import type { ReceivedSpan } from '@mcp-otel/pipeline';
import { encodeBatch, migrate, storableSpan, storeBatch, withClient } from '@mcp-otel/postgres';
import { demoDatabase } from './demo-database.ts';
import { questions } from './questions.ts';

/** A value of an answer; numbers of any size come as texts. */
export type AnswerCell = string | number | null | undefined;

/** One row of an answer. */
export type AnswerRow = Readonly<Record<string, AnswerCell>>;

/** What the database says of the demo's spans. */
export interface StoredReport {
  readonly spans: number;
  readonly batches: number;
  readonly quarantined: number;
  /** Answers by the names of the questions. */
  readonly answers: Readonly<Record<keyof typeof questions, readonly AnswerRow[]>>;
  /** Sums of the books by session, in tokens. */
  readonly books: readonly AnswerRow[];
}

/** Spans of one batch. */
const BATCH = 512;

/**
 * Stores spans in a schema of the demo's own, asks, and takes the schema away again.
 *
 * @throws Error when there is no database, or it cannot be used
 */
export async function storeDemo(spans: readonly ReceivedSpan[], env: NodeJS.ProcessEnv): Promise<StoredReport> {
  await using database = await demoDatabase(env);
  const schema = `mcp_otel_demo_${randomUUID().slice(0, 8)}`;
  return withClient(database.url, async (client) => {
    await migrate(client, schema);
    try {
      await client.query(`SET search_path TO ${schema}`);
      const writer = randomBytes(8).readBigInt64BE();
      for (let from = 0, seq = 1n; from < spans.length; from += BATCH, seq += 1n)
        await storeBatch(
          client,
          schema,
          encodeBatch({ writer, seq }, spans.slice(from, from + BATCH).map(storableSpan)),
        );
      return await report((sql) => client.query<AnswerRow>(sql));
    } finally {
      await client.query(`DROP SCHEMA ${schema} CASCADE`);
    }
  });
}

async function report(ask: (sql: string) => Promise<{ readonly rows: readonly AnswerRow[] }>): Promise<StoredReport> {
  const counted = async (table: string): Promise<number> =>
    Number((await ask(`SELECT count(*) AS rows FROM ${table}`)).rows[0]?.['rows']);
  return {
    spans: await counted('spans'),
    batches: await counted('batches'),
    quarantined: await counted('quarantine'),
    answers: {
      sessions: (await ask(questions.sessions.sql)).rows,
      ratios: (await ask(questions.ratios.sql)).rows,
      losses: (await ask(questions.losses.sql)).rows,
    },
    books: (await ask('SELECT * FROM session_figures')).rows,
  };
}
