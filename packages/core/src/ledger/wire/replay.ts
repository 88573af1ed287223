import { Book } from '../book/book.ts';
import type { FactsPart } from '../session/session-ledger.ts';
import { readFacts } from './facts-text.ts';

/** Books that were made again from what left the process. */
export interface Replayed {
  readonly book: Book;
  /** Records that did not arrive, or could not be read: the books are incomplete. */
  readonly missing: number;
}

/**
 * Keeps the books of one accounting period of a session once more, from its facts: the same books, row by row, where all of
 * them are there. Parts may come in any order, and more than once.
 */
export function replay(parts: readonly FactsPart[]): Replayed {
  const book = new Book();
  let next = 0;
  let missing = 0;
  for (const { first, facts } of parts.toSorted((a, b) => a.first - b.first)) {
    const records = read(facts);
    if (first > next) missing += first - next;
    for (const record of records.slice(Math.max(0, next - first))) book.add(record);
    next = Math.max(next, first + records.length);
  }
  return { book, missing };
}

/** Facts that cannot be read leave a gap, which shows with the next that can. */
function read(facts: string): ReturnType<typeof readFacts> {
  try {
    return readFacts(facts);
  } catch {
    return [];
  }
}
