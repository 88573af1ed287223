import { addFigures, efficiencyOf, lossOf, noFigures } from '@mcp-otel/core';
import type { SessionBooks } from '../books/session-books.ts';
import { groupBy } from '../report/group-by.ts';
import type { StoredReport } from './stored-report.ts';

/** What the database tells otherwise than the processes do; empty when nothing is. */
export function wrongAnswers(
  { spans, quarantined, books: told }: StoredReport,
  received: number,
  books: readonly SessionBooks[],
): readonly string[] {
  const lost = received - spans - quarantined;
  return [
    ...(lost === 0 ? [] : [`${lost} of ${received} spans are not in the database`]),
    ...[...groupBy(books, ({ session }) => session)].flatMap(([session, own]) => {
      const row = told.find((each) => each['session_id'] === session);
      return isSame(row, own) ? [] : [`the database has other books of the session ${session}`];
    }),
  ];
}

/** Sums of tokens, so that nothing is lost in a division. */
function isSame(row: Readonly<Record<string, unknown>> | undefined, books: readonly SessionBooks[]): boolean {
  const figures = books.reduce((sum, { closed }) => addFigures(sum, closed.figures), noFigures);
  const loss = lossOf(figures);
  const expected = {
    meaningful_tokens: figures.tokens.meaningful ?? 0,
    classified_tokens: efficiencyOf(figures).denominator,
    lost_tokens: Math.round((loss.value ?? 0) * loss.denominator),
    delivered_tokens: figures.context.delivered ?? 0,
  };
  return Object.entries(expected).every(([name, tokens]) => Number(row?.[name]) === tokens);
}
