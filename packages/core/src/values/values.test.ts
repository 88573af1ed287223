import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ATTR_TRUNCATED } from '../vocabulary/own-names.ts';
import { boundedJson } from './bounded-json.ts';
import { jsonSize } from './json-size.ts';
import { MAX_NAME_LENGTH, MAX_SPAN_BYTES, MAX_VALUE_BYTES } from './limits.ts';
import { attributeBytes, safeAttribute, safeAttributes } from './safe-attributes.ts';
import { safeName, safeText } from './safe-text.ts';

const loneSurrogate = '\ud800';

/** Values that applications have been seen to hand over, and worse. */
const hostile: Readonly<Record<string, () => unknown>> = {
  'a throwing getter': () =>
    Object.defineProperty({}, 'x', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    }),
  'a revoked proxy': () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  'a proxy that throws': () =>
    new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no');
        },
      },
    ),
  'a cycle': () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    return cycle;
  },
  'a depth of 100,000': () => {
    let value: unknown = 1;
    for (let depth = 0; depth < 100_000; depth += 1) value = [value];
    return value;
  },
  'a prototype key': () => JSON.parse('{"__proto__":{"polluted":1}}') as unknown,
  'a toJSON that throws': () => ({
    toJSON: () => {
      throw new Error('no');
    },
  }),
  'a BigInt of a megabyte': () => 1n << 8_000_000n,
  'a symbol': () => Symbol('s'),
  'an invalid date': () => new Date(Number.NaN),
  'a sparse array of a thousand million': () => {
    const sparse: unknown[] = [];
    sparse.length = 1e9;
    return sparse;
  },
  'a hundred thousand keys': () =>
    Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, index])),
  'a string of 100 MB': () => 'x'.repeat(100 * 1024 * 1024),
  'control characters': () => '\0'.repeat(100_000),
  'a lone surrogate': () => ({ [loneSurrogate]: loneSurrogate }),
  'typed arrays': () => new Uint8Array(10_000_000),
};

describe('whatever the application hands over', () => {
  test.each(Object.entries(hostile))('%s becomes a bounded attribute or a marker', (_name, make) => {
    const attribute = safeAttribute(make());
    expect(attribute).toBeDefined();
    expect(attributeBytes(attribute ?? '')).toBeLessThanOrEqual(MAX_VALUE_BYTES);
    const { text } = boundedJson(make());
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_VALUE_BYTES);
    expect(() => JSON.parse(text) as unknown).not.toThrow();
    expect(text.isWellFormed()).toBe(true);
  });
  test.each(Object.entries(hostile))(
    '%s is measured, or said to be unmeasurable, without an exception',
    (_name, make) => {
      const size = jsonSize(make());
      expect(size === undefined || size >= 0).toBe(true);
    },
  );
  test('no getter, toJSON or proxy trap of the application is run', () => {
    let ran = 0;
    const run = (): number => (ran += 1);
    const value = {
      get accessor() {
        return run();
      },
      toJSON: run,
      list: Object.defineProperty([1], 0, { enumerable: true, get: run }),
      inner: new Proxy(
        {},
        { get: run, ownKeys: () => (run(), []), getOwnPropertyDescriptor: () => (run(), undefined) },
      ),
    };
    boundedJson(value);
    jsonSize(value);
    safeAttributes(value);
    expect(ran).toBe(0);
  });
});

describe('boundedJson', () => {
  test('writes what JSON.stringify writes, as long as it fits', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const { text, truncated } = boundedJson(value, { maxBytes: 1_000_000, maxNodes: 1_000_000 });
        expect(truncated).toBe(false);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
  test('stays valid JSON within its bytes, whatever is cut off', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' }),
        fc.integer({ min: 1024, max: 4096 }),
        (value, maxBytes) => {
          const { text } = boundedJson([value, value, value, 'ü"\u0001'.repeat(2000)], { maxBytes });
          expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxBytes);
          expect(() => JSON.parse(text) as unknown).not.toThrow();
        },
      ),
    );
  });
  test('says how much is missing', () => {
    const { text, truncated } = boundedJson(
      Array.from({ length: 10_000 }, (_, index) => index),
      { maxBytes: 1024 },
    );
    expect(truncated).toBe(true);
    expect(text).toMatch(/"\[\+\d+ items\]"\]$/);
  });
  test('gives equal text for equal values when keys are sorted', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
        const reversed = Object.fromEntries(Object.entries(record).toReversed());
        const bounds = { sortKeys: true, maxBytes: 1_000_000, maxNodes: 1_000_000 };
        expect(boundedJson(reversed, bounds)).toEqual(boundedJson(record, bounds));
      }),
    );
  });
});

describe('safeText', () => {
  test('is well-formed, free of NUL and within its bytes for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), fc.integer({ min: 3, max: 200 }), (text, maxBytes) => {
        const safe = safeText(text + loneSurrogate, maxBytes);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(maxBytes);
        expect(safe.isWellFormed()).toBe(true);
        expect(safe).not.toContain('\0');
      }),
    );
  });
  test('leaves clean text that fits as it is, and cuts at a whole character', () => {
    expect(safeText('grüße 👋')).toBe('grüße 👋');
    expect(safeText('👋👋👋', 8)).toBe('👋…');
  });
});

describe('safeName', () => {
  test('bounds what a peer calls itself, and takes nothing but text and numbers', () => {
    expect(safeName('x'.repeat(10_000))).toHaveLength(MAX_NAME_LENGTH);
    expect(safeName(7)).toBe('7');
    expect(safeName({ toString: () => 'x' })).toBeUndefined();
  });
});

describe('safeAttributes', () => {
  test('keep to the budget of a span: what came first stays, and the cut is said', () => {
    const source = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`key${index}`, 'x'.repeat(5_000)]));
    const safe = safeAttributes({ first: 1, ...source });
    const bytes = Object.entries(safe).reduce((sum, [key, value]) => sum + key.length + attributeBytes(value ?? ''), 0);
    expect(bytes).toBeLessThanOrEqual(MAX_SPAN_BYTES + ATTR_TRUNCATED.length + 8);
    expect(safe['first']).toBe(1);
    expect(safe[ATTR_TRUNCATED]).toBe(true);
  });
  test('a key called __proto__ is a key like any other', () => {
    const safe = safeAttributes(JSON.parse('{"__proto__":"x","a":1}') as object);
    expect(Object.keys(safe)).toEqual(['__proto__', 'a']);
    expect(Object.getPrototypeOf(safe)).toBeNull();
  });
});

describe('jsonSize', () => {
  test('is the length of the JSON text in bytes when nothing in it needs an escape', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'ü', '漢', '😀') });
    const leaf = fc.oneof(
      letters,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    );
    const { value: tree } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value')), fc.dictionary(letters, tie('value'))),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        expect(jsonSize(value)).toBe(Buffer.byteLength(JSON.stringify(value)));
      }),
    );
  });
  test.each<readonly [string, unknown]>([
    ['a hundred thousand keys', Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [index, 0]))],
    ['a hundred thousand items', Array.from({ length: 100_000 }, () => 0)],
    ['many small lists', Array.from({ length: 9_000 }, () => [0])],
    ['a string of five million characters', 'x'.repeat(5_000_000)],
    ['bytes', new Uint8Array(10)],
  ])('does not measure %s', (_name, value) => {
    expect(jsonSize(value)).toBeUndefined();
  });
});
