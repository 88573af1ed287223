import { expect, test } from 'vitest';
import { Pieces } from './pieces.ts';

const event = (data: string): string => `data: ${data}\n\n`;

test('a piece is told as soon as it is whole, wherever the stream is torn', () => {
  const told: string[] = [];
  const pieces = new Pieces((piece) => told.push(piece));
  const bytes = new TextEncoder().encode(
    `event: x\r\ndata: {"a":"é"}\r\n\r\n: comment\n${event('two\ndata: lines')}{"a":1}\nlast`,
  );
  for (const byte of bytes) pieces.add(Uint8Array.of(byte));
  pieces.finish();
  expect(told).toEqual(['{"a":"é"}', 'two\nlines', '{"a":1}']);
  expect([pieces.list(), pieces.cut]).toEqual([told, false]);
});

test('of a stream without an end its beginning and its end are kept, and that the middle is gone is known', () => {
  let told = 0;
  const pieces = new Pieces(() => (told += 1));
  for (let nth = 0; nth < 100_000; nth += 1) pieces.add(Buffer.from(event(String(nth))));
  const kept = pieces.list();
  expect([told, kept.length, pieces.cut]).toEqual([100_000, 20_064, true]);
  expect([kept[0], kept[63], kept[64], kept.at(-1)]).toEqual(['0', '63', '80000', '99999']);
});

test('pieces are kept up to some size, and a line without an end is let go', () => {
  const large = new Pieces(() => undefined);
  for (let nth = 0; nth < 100; nth += 1) large.add(Buffer.from(event('x'.repeat(1_000_000))));
  expect([large.list().length, large.cut]).toEqual([64 + 8, true]);

  const endless = new Pieces(() => undefined);
  for (let nth = 0; nth < 10; nth += 1) endless.add(Buffer.from('x'.repeat(1_000_000)));
  endless.add(Buffer.from(`\n${event('{"a":1}')}`));
  expect([endless.list(), endless.cut]).toEqual([['{"a":1}'], true]);
});
