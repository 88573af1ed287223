import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimateTokens, tokenFamily } from './estimate.ts';
import { featureNames, features } from './features.ts';

const count = (text: string): Record<string, number> => {
  const counts = features(text);
  const entries = featureNames.map((name, index) => [name, counts[index] ?? 0] as const);
  return Object.fromEntries(entries.filter(([, occurrences]) => occurrences > 0));
};

describe('features', () => {
  test.each<readonly [string, Record<string, number>]>([
    ['hello', { word: 1 }],
    ['getElementById', { word: 1, wordInside: 3, long: 1 }],
    ['"name"', { punct: 2, wordAfterPunct: 1 }],
    ['1234567', { digits: 3, digitChars: 7 }],
    ['a1b2', { hex: 4 }],
    ['aB1x', { noise: 4 }],
    ['été', { latin1: 3 }],
    ['żółw', { latinA: 1, kjz: 0 }],
    ['Привет', { cyrillic: 6 }],
    ['Ґанок', { cyrillic: 5, rareCyrillic: 1 }],
    ['日本', { han: 2 }],
    ['한국', { hangul: 2 }],
    ['😀', { astral: 2 }],
    ['a  b', { word: 2, spaces: 1 }],
    ['a;\n\nb', { word: 2, punct: 1, newlineAfterPunct: 1 }],
  ])('of %j', (text, expected) => {
    expect(count(text)).toEqual(Object.fromEntries(Object.entries(expected).filter(([, value]) => value > 0)));
  });
});

describe('estimateTokens', () => {
  test('nothing is nothing, and anything is at least one token', () => {
    expect([estimateTokens(''), estimateTokens('-'), estimateTokens('\ud800')]).toEqual([0, 1, expect.any(Number)]);
  });
  test('is a whole number of at least one, at most four per character, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1 }),
        fc.constantFrom('o200k', 'claude', 'gemini'),
        (text, family) => {
          const tokens = estimateTokens(text, family);
          expect(Number.isSafeInteger(tokens) && tokens >= 1 && tokens <= 1 + 4.1 * text.length).toBe(true);
        },
      ),
    );
  });
  test('two texts together have about as many as each of them', () => {
    const text = fc.lorem({ maxCount: 200 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const apart = estimateTokens(`${one}\n`) + estimateTokens(`${other}\n`);
        expect(Math.abs(estimateTokens(`${one}\n${other}\n`) - apart)).toBeLessThanOrEqual(2);
      }),
    );
  });
  test('grows with its text by less than 2 % from what it should, however long', () => {
    const line = 'The harbour opens in May and needs 42 moorings; see https://example.org/a?b=1\n';
    const one = estimateTokens(line.repeat(100)) / 100;
    expect(estimateTokens(line.repeat(100_000)) / 100_000 / one).toBeCloseTo(1, 1);
  });
});

test.each([
  ['gpt-5', 'openai', 'o200k'],
  ['claude-opus-5-5', undefined, 'claude'],
  ['eu.anthropic.claude-sonnet', 'aws.bedrock', 'claude'],
  ['models/gemini-3-pro', 'gcp.gemini', 'gemini'],
  [undefined, undefined, 'o200k'],
] as const)('the tokens of %s (%s) are of the family %s', (model, provider, family) => {
  expect(tokenFamily(model, provider)).toBe(family);
});
