import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { overlapOf } from './align.ts';
import { apportion } from './apportion.ts';
import { fingerprintsOf } from './fingerprints.ts';
import { Passages } from './passages.ts';
import type { Steps } from './steps.ts';
import { statedLoss } from './stated-loss.ts';
import { divide } from './weights.ts';
import { WordReader, type HashKey } from './words.ts';

const key: HashKey = { a: 0x1234_5679, b: 0x9abc_def1 };

function wordsOf(text: string, characters = 1_000_000): Uint32Array {
  const reader = new WordReader(text, key);
  while (!reader.isDone) reader.read(characters);
  return reader.words();
}

function done<Result>(steps: Steps<Result>): Result {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** A text without any phrase twice. */
const prose = (from: number, count: number): string =>
  Array.from({ length: count }, (_, index) => `w${(from + index) * 7_919}`).join(' ');

describe('words', () => {
  const text = 'Opens in May.\n42 moorings, "most" of them\tfree & dry.\n';
  test.each<readonly [string, string]>([
    ['case and white space', text.toUpperCase().replaceAll(' ', '  ')],
    ['escapes of JSON', JSON.stringify(text)],
    ['escapes of escapes', JSON.stringify(JSON.stringify(text))],
    ['line ends', text.replaceAll('\n', '\r\n')],
    ['entities', text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')],
    ['fences', `\`\`\`\n${text}\`\`\``],
    [
      'line numbers',
      text
        .split('\n')
        .map((line, index) => `${index + 1}\t${line}`)
        .join('\n'),
    ],
  ])('are the same whatever the %s', (_, written) => {
    expect([...wordsOf(written)].slice(-10)).toEqual([...wordsOf(text)].slice(-10));
  });
  test('are others under another key', () => {
    const other = new WordReader('harbour', { a: 3, b: 5 });
    other.read(100);
    expect([...other.words()]).not.toEqual([...wordsOf('harbour')]);
  });
  test('of writings without blanks are their letters', () => {
    expect(wordsOf('港は五月に開く').length).toBe(7);
  });
  test('do not depend on the pieces in which they are read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.integer({ min: 1, max: 50 }), (any, piece) => {
        expect([...wordsOf(any, piece)]).toEqual([...wordsOf(any)]);
      }),
    );
  });
  test('of hostile texts take no longer than others', () => {
    for (const hostile of ['\\'.repeat(200_000), '&'.repeat(200_000), '1'.repeat(200_000), '\n1'.repeat(100_000)])
      expect(wordsOf(hostile).length).toBeLessThan(200_001);
  });
});

describe('fingerprints', () => {
  test('of a part are among those of the whole, but for its ends', () => {
    const whole = new Set(done(fingerprintsOf(wordsOf(prose(0, 400)))).hashes);
    const part = [...done(fingerprintsOf(wordsOf(prose(100, 200)))).hashes];
    expect(part.filter((hash) => !whole.has(hash)).length).toBeLessThanOrEqual(2);
  });
  test('of anything of twelve words in common meet at least once', () => {
    const one = new Set(
      done(fingerprintsOf(wordsOf(`${prose(1_000, 50)} ${prose(0, 12)} ${prose(2_000, 50)}`))).hashes,
    );
    const other = done(fingerprintsOf(wordsOf(`${prose(3_000, 30)} ${prose(0, 12)} ${prose(4_000, 30)}`))).hashes;
    expect([...other].some((hash) => one.has(hash))).toBe(true);
  });
  test('of a few words are one, and of none are none', () => {
    expect([0, 1, 4, 5].map((count) => done(fingerprintsOf(wordsOf(prose(0, count)))).hashes.length)).toEqual([
      0, 1, 1, 1,
    ]);
  });
});

describe('two passages', () => {
  /** How much of the first is in the second, in words. */
  const kept = (first: string, second: string): number => {
    const passages = new Passages(key);
    done(passages.add(first, 'unit'));
    const { matches } = done(passages.add(second, 'block'));
    return (matches[0]?.overlap.first ?? 0) / wordsOf(first).length;
  };
  test.each<readonly [string, string, number]>([
    ['the same', prose(0, 300), 1],
    ['inside of a longer one', `${prose(900, 300)} ${prose(0, 300)} ${prose(1_900, 300)}`, 1],
    ['in JSON', JSON.stringify({ content: [{ type: 'text', text: prose(0, 300) }] }), 1],
    ['cut', `${prose(0, 120)} [truncated]`, 0.4],
    ['without its middle', `${prose(0, 60)} ... ${prose(240, 60)}`, 0.4],
    ['in two pieces', `${prose(150, 150)} and ${prose(0, 150)}`, 1],
    ['another one', prose(5_000, 300), 0],
  ])('of which the second is %s', (_, second, share) => {
    expect(kept(prose(0, 300), second)).toBeCloseTo(share, 2);
  });
  test('that have only turns of phrase in common have nothing in common', () => {
    const line = (index: number): string => `see the list of changes at https://example.com/changes/${index * 7_919}`;
    const lines = (from: number): string => Array.from({ length: 60 }, (_, index) => line(from + index)).join('\n');
    expect(kept(lines(0), lines(1_000))).toBe(0);
  });
  test('that repeat themselves are compared in the time that they take to read', () => {
    const repeated = 'the same line again and again '.repeat(20_000);
    expect(kept(repeated, repeated.slice(0, repeated.length / 2))).toBeCloseTo(0.5, 1);
  });
  test('overlap as much from the one side as from the other where they are the same', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 200 }), (numbers) => {
        const words = Uint32Array.from(numbers);
        const { first, second } = done(overlapOf(words, words, [0, 0]));
        expect([first, second]).toEqual([words.length, words.length]);
      }),
    );
  });
});

describe('a total that is divided', () => {
  test('is the sum of its parts, whatever the weights', () => {
    const weight = fc.oneof(fc.double(), fc.constant(Number.NaN), fc.constant(Number.POSITIVE_INFINITY), fc.nat());
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.array(weight, { minLength: 1, maxLength: 50 }), (total, weights) => {
        const shares = apportion(total, weights);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total);
        expect(shares.every((share) => Number.isSafeInteger(share) && share >= 0)).toBe(true);
      }),
    );
  });
  test('gives the same weights the same tokens, but for one', () => {
    expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
  });
});

describe('the tokens of a request', () => {
  const block = (estimate: number, before?: number) => ({ class: 'user' as const, estimate, before });
  test('that were there before stay as they were, and the new ones get the rest', () => {
    expect(divide(1_500, [block(900, 1_000), block(400)], 1, false)).toMatchObject({
      tokens: [1_000, 500],
      scale: 1.25,
    });
  });
  test('of media are what the text does not account for', () => {
    const media = { class: 'media' as const, estimate: 0, before: undefined };
    expect(divide(1_265, [block(500), media], 1, false).tokens).toEqual([500, 765]);
  });
  test('that nobody has seen are told apart', () => {
    expect(divide(2_000, [block(500)], 1, true)).toMatchObject({ tokens: [500], unseen: 1_500 });
  });
  test('more than twice what can be seen are not put upon what can', () => {
    expect(divide(5_000, [block(1_000)], 1, false)).toMatchObject({ tokens: [1_000], unseen: 4_000, blind: false });
  });
  test('less than half of what can be seen tell that it is not known what was read', () => {
    expect(divide(300, [block(1_000)], 1, false)).toEqual({ tokens: [], unseen: 300, blind: true, scale: undefined });
  });
});

describe('a source that has cut its text', () => {
  const text = 'x'.repeat(4_000);
  test.each<readonly [string, number]>([
    ['... [truncated, 2000 characters omitted]', 505],
    ['(12,000 more bytes not shown)', 3_023],
    ['[output truncated: 250 tokens]', 250],
    ['... 40 more lines', 408],
    ['must not be more than 255 bytes', 0],
    ['is truncated to 255 bytes', 0],
    ['... truncated', 0],
    ['the year 2000 was fine', 0],
    ['[99999999999999999999 characters omitted]', 0],
  ])('%s', (marker, lost) => {
    const whole = `${text} ${marker}`;
    expect(Math.abs(statedLoss(whole, 1_020) - lost)).toBeLessThanOrEqual(lost * 0.02);
  });
});
