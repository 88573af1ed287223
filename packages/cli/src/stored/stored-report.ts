import { questions } from './questions.ts';

/** A value of an answer; numbers of any size come as texts. */
export type AnswerCell = string | number | null | undefined;

/** One row of an answer. */
export type AnswerRow = Readonly<Record<string, AnswerCell>>;

/** What the database says of the demo's spans. */
export interface StoredReport {
  readonly spans: number;
  readonly batches: number;
  /** Processes that have stored them. */
  readonly writers: number;
  readonly quarantined: number;
  /** What is not as it would be with a Postgres of its own. */
  readonly warning?: string | undefined;
  /** Answers by the names of the questions. */
  readonly answers: Readonly<Record<keyof typeof questions, readonly AnswerRow[]>>;
  /** Sums of the books by session, in tokens. */
  readonly books: readonly AnswerRow[];
}

/** Asks the database everything that the demo shows. */
export async function storedReport(
  ask: (sql: string) => Promise<{ readonly rows: readonly AnswerRow[] }>,
): Promise<StoredReport> {
  const counted = async (table: string): Promise<number> =>
    Number((await ask(`SELECT count(*) AS rows FROM ${table}`)).rows[0]?.['rows']);
  return {
    spans: await counted('spans'),
    batches: await counted('batches'),
    writers: await counted('writers'),
    quarantined: await counted('quarantine'),
    answers: {
      sessions: (await ask(questions.sessions.sql)).rows,
      ratios: (await ask(questions.ratios.sql)).rows,
      losses: (await ask(questions.losses.sql)).rows,
    },
    books: (await ask('SELECT * FROM session_figures')).rows,
  };
}
