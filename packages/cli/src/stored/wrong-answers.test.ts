import { Book, closeBook } from '@mcp-otel/core';
import { expect, test } from 'vitest';
import type { SessionBooks } from '../books/session-books.ts';
import type { StoredReport } from './stored-report.ts';
import { wrongAnswers } from './wrong-answers.ts';

const stored: StoredReport = {
  spans: 4,
  batches: 1,
  writers: 1,
  quarantined: 1,
  answers: { sessions: [], ratios: [], losses: [] },
  books: [{ session_id: 's', meaningful_tokens: '0', classified_tokens: '7', lost_tokens: '0', delivered_tokens: '0' }],
};

function books(): SessionBooks {
  const book = new Book();
  book.addUnknown('ab'.repeat(8), 0, 7, true); // Output of an attempt that failed.
  const closed = closeBook(book);
  return { session: 's', period: 1, service: 'agent', state: 'settled', agrees: true, closed, entries: [], names: {} };
}

test('nothing is wrong where every span is stored or in quarantine, and the sums are those of the process', () => {
  expect(wrongAnswers(stored, 5, [books()])).toEqual([]);
});
test('a span that is nowhere is told', () => {
  expect(wrongAnswers(stored, 6, [])).toEqual(['1 of 6 spans are not in the database']);
});
test('other sums than those of the process are told, and none at all', () => {
  const other = { ...stored, books: [{ ...stored.books[0], classified_tokens: '8' }] };
  for (const wrong of [other, { ...stored, books: [] }])
    expect(wrongAnswers(wrong, 5, [books()])).toEqual(['the database has other books of the session s']);
});
