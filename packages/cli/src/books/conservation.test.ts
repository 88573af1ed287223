import { Book, closeBook } from '@mcp-otel/core';
import { describe, expect, test } from 'vitest';
import { totalsLines } from '../output/books-text.ts';
import { styleFor } from '../output/style.ts';
import { conservation } from './conservation.ts';

describe('the conservation figures', () => {
  test('of nothing are not measurable, and cover nothing', () => {
    const told = conservation([], []).map(({ verdict, coverage }) => `${verdict}, ${coverage}`);
    expect(told).toEqual(Array.from({ length: 4 }, () => 'not measurable, 0'));
  });
  test('below half of what could be known are not told as numbers', () => {
    const book = new Book();
    book.addUnknown('00f067aa0ba902b7', 100, 0, false);
    const lines = totalsLines({ closed: closeBook(book) }, styleFor(process.stderr, { NO_COLOR: '1' }));
    expect(lines[0]).toContain('efficiency not measurable (coverage 0.0 %)');
  });
});
