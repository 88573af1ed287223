import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  benign,
  hostile,
  kinds,
  leaks,
  samples,
  type Sample,
} from '../../../../test/support/redaction-corpus/index.mjs';
import { boundedJson } from '../values/bounded-json.ts';
import { compileOwnRules } from './own-rules.ts';
import { createRedactor } from './redactor.ts';
import type { RedactionClass } from './rules/classes.ts';
import { windowOf } from './window.ts';

const redactor = createRedactor({ key: () => 'key of the tests' });

// Assembled here, so that no secret stands in the repository.
const token = `ghp_${'aB3dE5fG7h'.repeat(4).slice(0, 36)}`;
const card = '4111 1111 1111 1111';
const email = 'anna.berg@example.org';

interface Tally {
  kept: number;
  all: number;
}

/** How many of the samples still give their secret away, by what they have in common. */
function leaksBy(of: (sample: Sample) => string, seed: number): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const sample of samples({ seed, perKind: 40 })) {
    const tally = tallies.get(of(sample)) ?? { kept: 0, all: 0 };
    tallies.set(of(sample), tally);
    tally.all += 1;
    if (!leaks(sample, redactor.text(sample.text))) tally.kept += 1;
  }
  return tallies;
}

function recall(tallies: readonly Tally[]): number {
  return tallies.reduce((sum, { kept }) => sum + kept, 0) / tallies.reduce((sum, { all }) => sum + all, 0);
}

describe('over a corpus that was written apart from the rules', () => {
  const byKind = leaksBy(({ kind, wrapping }) => `${kind} ${wrapping === 'plain' ? 'plain' : 'wrapped'}`, 20_261_124);
  const of = (form: string): Tally[] => [...byKind].filter(([name]) => name.endsWith(form)).map(([, tally]) => tally);

  test('there are more than a hundred kinds of secrets', () => {
    expect(kinds.length).toBeGreaterThan(100);
  });
  test('at least 99 % of the plain secrets are taken out', () => {
    expect(recall(of(' plain'))).toBeGreaterThanOrEqual(0.99);
  });
  test('at least 90 % of the wrapped ones are', () => {
    expect(recall(of(' wrapped'))).toBeGreaterThanOrEqual(0.9);
  });
  test('at least 90 % of every single kind are, plain and wrapped together', () => {
    const poor = kinds.filter(
      ({ kind }) => recall([...byKind].filter(([name]) => name.startsWith(`${kind} `)).map(([, tally]) => tally)) < 0.9,
    );
    expect(poor.map(({ kind }) => kind)).toEqual([]);
  });
  test('at most 1 % of the benign strings are changed', () => {
    const texts = benign({ seed: 20_261_124, count: 3_000 });
    const changed = texts.filter((text) => redactor.text(text) !== text);
    expect(changed.length, changed.slice(0, 10).join('\n')).toBeLessThanOrEqual(30);
  });
  test('what is left is not changed again, and hostile text neither', () => {
    for (const { text } of samples({ seed: 7, perKind: 2 })) {
      const once = redactor.text(text);
      expect(redactor.text(once)).toBe(once);
    }
    for (const { text } of hostile({ bytes: 2_000 }))
      expect(redactor.text(redactor.text(text))).toBe(redactor.text(text));
  });
});

describe('a marker', () => {
  test('tells the class and is the same for equal secrets, however they are written', () => {
    const spaced = redactor.text(`paid with ${card} yesterday`);
    const plain = redactor.text(`card=${card.replaceAll(' ', '')}`);
    const marker = /\[redacted:card:[0-9a-f]{12}\]/.exec(spaced)?.[0];
    expect(spaced).toBe(`paid with ${marker} yesterday`);
    expect(plain).toBe(`card=${marker}`);
    expect(redactor.text(`paid with ${encodeURIComponent(card)}!`)).toBe(`paid with ${marker}!`);
  });
  test('differs from one key to the next, and has no digest without a key', () => {
    const other = createRedactor({ key: () => 'another key' });
    expect(other.text(token)).not.toBe(redactor.text(token));
    expect(createRedactor().text(token)).toBe('[redacted:registry_token]');
  });
  test('is no way to hide a secret', () => {
    expect(redactor.text(`[redacted:password:${token}]`)).not.toContain(token);
  });
});

describe('counters', () => {
  test('are told the class of each secret, and never the secret', () => {
    const counted: RedactionClass[] = [];
    createRedactor({ count: (each) => void counted.push(each) }).text(`${token} and ${email} and ${email}`);
    expect(counted).toEqual(['registry_token', 'email', 'email']);
  });
});

describe('what only looks like a secret', () => {
  test.each([
    'git@github.com:acme/tools.git',
    'logo@2x.png and icon@3x.webp',
    'lodash@4.17.21, @scope/pkg@^1.2.3',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    '550e8400-e29b-41d4-a716-446655440000',
    'password=os.environ["DB_PASSWORD"]',
    'const token = await getToken(user);',
    'password: ${{ secrets.PASSWORD }}',
    'Authorization: Bearer $TOKEN',
    '"password": {"type": "string", "description": "at least 8 characters"}',
    'max_tokens: 4096, next_page_token: 3kf9s0dk2l3k4j5h6g7f8d9s',
    '4111 1111 1111 1112',
    'DE89 3704 0044 0532 0130 01',
    '000-12-3456 and 666-12-3456',
    'unit 1234567, "init": 1234567, third 1234567, mein 123456789',
    'hotel 1234567 and recall 1234567',
  ])('stays: %s', (text) => {
    expect(redactor.text(text)).toBe(text);
  });
});

test.each([
  'NIT 8765432',
  'customerNit: 8765432',
  'customer_nit=8765432',
  'taxTin 213456789',
  'DL: 8765432',
  'hotelPhone: 8765432',
])('a number is known by the word that begins in front of it: %s', (text) => {
  expect(redactor.text(text)).toMatch(/\[redacted:(?:national_id|phone):/);
});

describe('an attribute that names a person', () => {
  test('keeps an address, and loses a key', () => {
    expect(redactor.text(email, { personal: false })).toBe(email);
    expect(redactor.text(token, { personal: false })).not.toContain(token);
  });
});

describe('any text', () => {
  test('comes back well-formed, without an exception, and whole where nothing is found', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const redacted = redactor.text(text);
        expect(redacted === text || redacted.includes('[redacted:')).toBe(true);
      }),
    );
  });
  test('loses a secret wherever it stands among other text', () => {
    const words = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '"', ':', '{', 'é', '1', '='), maxLength: 40 });
    fc.assert(
      fc.property(words, words, (before, after) => {
        expect(redactor.text(`${before} ${token} ${after}`)).not.toContain(token);
      }),
    );
  });
});

describe('JSON of a value', () => {
  const json = (value: unknown): string => boundedJson(value, { redactor }).text;

  test('has no value under a key that names a secret, at any depth, and keeps the keys', () => {
    const value = { user: 'anna', nested: [{ Password: 'letmein', 'api-key': 'k', apiKeyId: 3, note: 'fine' }] };
    const written = json(value);
    expect(written).not.toMatch(/letmein|"k"/);
    expect(JSON.parse(written)).toMatchObject({ user: 'anna', nested: [{ note: 'fine', apiKeyId: 3 }] });
  });
  test('has no secret in its texts and keys', () => {
    expect(json({ [email]: [`see ${token}`] })).not.toMatch(/anna|ghp_/);
  });
  test('keeps look-ups and schemas', () => {
    const value = { password: '${PASSWORD}', properties: { password: { type: 'string' } } };
    expect(JSON.parse(json(value))).toEqual(value);
  });
  test('is redacted before it is cut: no secret is torn at the end', () => {
    for (let length = 8_000; length < 8_200; length += 7) {
      expect(json({ text: `${'x '.repeat(length / 2)}${token}` })).not.toContain('ghp_aB3');
    }
  });
  test('is made in bounded time from a text of 100 MB', () => {
    expect(json('x y '.repeat(25_000_000)).length).toBeLessThan(8 * 1024 + 1);
    expect(windowOf('x y '.repeat(25_000_000), 100).length).toBeLessThanOrEqual(100 * 2 + 1_024);
  });
});

describe('rules of the operator', () => {
  const compile = (source: unknown): { names: string[]; said: string[] } => {
    const said: string[] = [];
    const { rules } = compileOwnRules(source, (sentence) => void said.push(sentence));
    return { names: rules.map(({ name }) => name), said };
  };

  test('take out what they match, and the values of their keys', () => {
    const own = compileOwnRules(
      { rules: [{ name: 'employee', pattern: 'emp-\\d{4}', flags: 'i' }], keys: ['badge_no'] },
      () => undefined,
    );
    const redacting = createRedactor({ own });
    expect(redacting.text('ask EMP-1234 or emp-77')).toBe('ask [redacted:custom] or emp-77');
    expect(redacting.member('badgeNo', 'x')).toBe('[redacted:password]');
  });
  test.each([
    ['(a+)+$', 'takes more than 5 ms'],
    ['(a|a)*b', 'takes more than 5 ms'],
    ['(\\w+\\s?)*!!', 'takes more than 5 ms'],
    ['[', 'is no regular expression'],
    ['x*', 'matches the empty text'],
  ])('that cannot be used cost a sentence at start-up: %s', (pattern, reason) => {
    const { names, said } = compile({
      rules: [
        { name: 'bad', pattern },
        { name: 'good', pattern: 'x\\d' },
      ],
    });
    expect(names).toEqual(['good']);
    expect(said).toEqual([expect.stringContaining(`redaction rule "bad" ${reason}`)]);
  });
  test('of the wrong shape are told as well', () => {
    expect(compile([]).said).toHaveLength(1);
    expect(compile({ rules: [{}, 'x'] }).said).toHaveLength(2);
  });
  test('that turn out to be slow are switched off, and the text they met is not told', () => {
    const said: string[] = [];
    const own = { rules: [{ name: 'slow', pattern: /(?:x+x+)+y/g }], keys: [] };
    const redacting = createRedactor({ own, complain: (sentence) => void said.push(sentence) });
    expect(redacting.text('x'.repeat(27))).toBe('[redacted:unchecked]');
    expect(redacting.text('xx')).toBe('xx');
    expect(said).toEqual([expect.stringContaining('"slow"')]);
  });
});
