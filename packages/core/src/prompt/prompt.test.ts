import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as own from '../vocabulary/own-names.ts';
import { Drift } from './drift.ts';
import { normalizeV1 } from './normalize-v1.ts';
import { normalizeV2 } from './normalize-v2.ts';
import { promptIdentity, type HashSettings } from './prompt-identity.ts';
import vectors from './v1-vectors.json' with { type: 'json' };

const plain: HashSettings = { kind: 'sha256', key: '', normalization: 'v1' };
const parts = (whole: string) => ({ whole, system: '', tools: '', user: whole });

describe('v1 is the rule of mcp-observatory, bit for bit', () => {
  test(`on ${vectors.length} texts that its own code has normalised and hashed`, () => {
    expect(vectors.length).toBeGreaterThan(200);
    const ours = vectors.map(({ text }) => ({
      text,
      normalized: normalizeV1(text),
      sha256: promptIdentity(parts(text), plain).attributes[own.ATTR_PROMPT_NORMALIZED_HASH],
    }));
    expect(ours).toEqual(vectors);
  });
  test('says the same of ASCII text by either of its ways', () => {
    const alphabet = fc.constantFrom(
      ...Array.from('0123456789-:.TZ+ _ab\nF\u001c'),
      '2026-02-10',
      '550e8400-e29b-41d4-a716-446655440000',
    );
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        // A letter of another script behind a blank changes nothing but the way.
        expect(normalizeV1(`${text} \u00e9`)).toBe(`${normalizeV1(`${text} e`).slice(0, -1)}\u00e9`);
      }),
    );
  });
});

describe('v2 clusters what v1 does not', () => {
  test.each([
    ['018f3e2a-7b1c-7def-8abc-0123456789ab', '<uuid>'],
    ['00000000-0000-0000-0000-000000000000', '<uuid>'],
    ['x_550E8400-e29b-41d4-a716-446655440000', 'x_<uuid>'],
    ['550e8400e29b41d4a716446655440000', '<uuid>'],
    ['2026-02-10T12:01Z', '<timestamp>'],
    ['at 2026-02-10 12:01:00,5 +0200', 'at <timestamp>'],
    ['20260210T120100Z', '<timestamp>'],
    ['Tue, 10 Feb 2026 12:01:00 +0000', '<timestamp>'],
    ['since 9:05 am', 'since <timestamp>'],
    ['0x1F and 4bf92f3577b34da6', '<hex> and <hex>'],
    ['10ms, 5kb, 3rd, 1e5, 1,234.56', '<number>, <number>, <number>, <number>, <number>'],
    ['user_123', 'user_<number>'],
    ['第 5 章', '第 <number> 章'],
    ['  Two\n\tlines ', 'two lines'],
    ['gpt-4o utf8 s3 base64 a1b2', 'gpt-4o utf8 s3 base64 a1b2'],
  ])('%j is %j', (text, normalized) => {
    expect(normalizeV2(text)).toBe(normalized);
  });
  test.each([...Array.from('019a-:.,_ /Zt'), '1-1', '1:1', '1,1', 'a1', '2026-', 'é'].map((piece) => [piece]))(
    'and neither takes more than linear time on a megabyte of %j',
    (piece) => {
      const text = piece.repeat(1_000_000 / piece.length);
      // Quadratic time would be hours, and the test would not end.
      for (const normalized of [normalizeV1(text), normalizeV2(text)])
        expect(normalized.length).toBeLessThan(10_000_000);
    },
  );
});

describe('the identity of a prompt', () => {
  test('is the plain digest where the operator wants it, and a keyed one by default', () => {
    const { attributes } = promptIdentity(parts('hello'), plain);
    expect(attributes[own.ATTR_PROMPT_HASH]).toBe('2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824');
    const keyed = promptIdentity(parts('hello'), { ...plain, kind: 'hmac', key: 'k' }).attributes;
    const other = promptIdentity(parts('hello'), { ...plain, kind: 'hmac', key: 'l' }).attributes;
    expect(new Set([attributes, keyed, other].map((each) => each[own.ATTR_PROMPT_HASH])).size).toBe(3);
  });
  test('has no digest at all when digests are off', () => {
    expect(promptIdentity(parts('héllo 😀'), { ...plain, kind: 'off' }).attributes).toEqual({
      [own.ATTR_PROMPT_SIZE_CHARS]: 7,
    });
  });
  test('knows system, tools and user apart, and a variant by what a template keeps', () => {
    const first = promptIdentity({ whole: 'a', system: 'Be brief. 1', tools: '[]', user: 'x' }, plain);
    const second = promptIdentity({ whole: 'b', system: 'Be brief. 2', tools: '[]', user: 'y' }, plain);
    expect(first.variant).toBe(second.variant);
    expect(first.attributes[own.ATTR_PROMPT_USER_HASH]).not.toBe(second.attributes[own.ATTR_PROMPT_USER_HASH]);
    expect(first.attributes[own.ATTR_PROMPT_TOOLS_HASH]).toBe(second.attributes[own.ATTR_PROMPT_TOOLS_HASH]);
  });
});

describe('drift', () => {
  test('a variant is new once', () => {
    const drift = new Drift();
    expect(['a', 'b', 'a'].map((variant) => drift.invoked('t', undefined, variant).isNew)).toEqual([true, true, false]);
    expect(drift.invoked('t', 'tool', 'a').isNew).toBe(true);
  });
  test('tells 63 templates apart, and counts the rest together', () => {
    const drift = new Drift();
    const names = Array.from({ length: 100 }, (_, index) => drift.invoked(`t${index}`, 'tool', 'v').template);
    expect(new Set(names).size).toBe(64);
    expect(names.at(-1)).toBe('_OTHER');
  });
});
