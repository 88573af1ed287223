import { readdirSync, readFileSync } from 'node:fs';
import { dialects, isContent, normalizeSpan, type MutableSpan } from '@mcp-otel/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

/** A span as `test/dialects/record.mjs` keeps it: what the library itself has emitted. */
interface Recorded {
  readonly name: string;
  readonly scope: { readonly name: string };
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly events: readonly { readonly attributes: Readonly<Record<string, unknown>> }[];
}

const folder = new URL('dialects/', import.meta.url);
const libraries = readdirSync(new URL('recorded/', folder)).map((file) => file.replace('.json', ''));

function contentOf(kind: 'recorded' | 'expected', library: string): unknown {
  return JSON.parse(readFileSync(new URL(`${kind}/${library}.json`, folder), 'utf8'));
}

function recordedBy(library: string): readonly Recorded[] {
  return contentOf('recorded', library) as readonly Recorded[];
}

/** A copy of a recorded span, to be changed. */
function copyOf({ name, scope, attributes }: Recorded): MutableSpan {
  return { name, scope: scope.name, attributes: structuredClone(attributes) };
}

describe.each(libraries)('spans that %s has emitted', (library) => {
  const recorded = recordedBy(library);
  const expected = contentOf('expected', library);

  test('are read in current names, and keep what they had', () => {
    const read = recorded.map((span) => {
      const copy = copyOf(span);
      normalizeSpan(copy);
      expect(copy.attributes).toMatchObject(span.attributes);
      const isNew = ([key]: readonly [string, unknown]): boolean => !(key in span.attributes);
      return { name: span.name, added: Object.fromEntries(Object.entries(copy.attributes).filter(isNew)) };
    });
    expect(read).toEqual(expected);
  });
  test('are not changed a second time', () => {
    for (const span of recorded) {
      const copy = copyOf(span);
      normalizeSpan(copy);
      const once = structuredClone(copy.attributes);
      normalizeSpan(copy);
      expect(copy.attributes).toEqual(once);
    }
  });
  test('have their messages in attributes that are known as content, and nowhere else', () => {
    const told = /What is the weather|friendly guide|It is 21 degrees|"21 degrees|Oslo is mild/;
    const holders = recorded.flatMap((span) => {
      const copy = copyOf(span);
      normalizeSpan(copy);
      return [copy.attributes, ...span.events.map(({ attributes }) => attributes)].flatMap((attributes) =>
        Object.keys(attributes).filter((key) => told.test(JSON.stringify(attributes[key]))),
      );
    });
    expect(holders.filter((key) => !isContent(key))).toEqual([]);
  });
});

describe('an attribute with a current name', () => {
  test('is never overwritten, whatever the span says otherwise', () => {
    const names = [
      ...new Set(libraries.flatMap((library) => recordedBy(library)).flatMap((span) => Object.keys(copied(span)))),
    ];
    const spans = libraries.flatMap((library) => recordedBy(library));
    fc.assert(
      fc.property(fc.constantFrom(...spans), fc.constantFrom(...names), (span, name) => {
        const copy = copyOf(span);
        copy.attributes[name] = 'said before';
        normalizeSpan(copy);
        expect(copy.attributes[name]).toBe('said before');
      }),
    );
  });
  test('stays where the source is dropped on request', () => {
    const [span] = recordedBy('traceloop-openai-old');
    const copy = copyOf(span as Recorded);
    normalizeSpan(copy, { dropSource: true });
    expect(copy.attributes).toMatchObject({ 'gen_ai.provider.name': 'openai', 'gen_ai.usage.input_tokens': 120 });
    expect(copy.attributes).not.toHaveProperty(['gen_ai.system']);
    expect(copy.attributes).not.toHaveProperty(['gen_ai.usage.prompt_tokens']);
  });
});

/** What a span becomes. */
function copied(span: Recorded): Record<string, unknown> {
  const copy = copyOf(span);
  normalizeSpan(copy);
  return copy.attributes;
}

describe('spans that no dialect knows', () => {
  test('pass unchanged, whatever they hold', () => {
    const keys = fc.string({ unit: fc.constantFrom('a', 'x', '.', '_', '0', '_proto__'), maxLength: 20 });
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue()), (attributes) => {
        const span = {
          name: 'unknown',
          scope: 'unknown',
          attributes: structuredClone(attributes) as Record<string, unknown>,
        };
        expect(normalizeSpan(span)).toEqual([]);
        expect(span.attributes).toEqual(attributes);
      }),
    );
  });
  test('and hostile values under known keys do no harm', () => {
    const known = dialects
      .flatMap(({ marks, renames }) => [...marks, ...Object.keys(renames)])
      .map((key) => key.replace(/[.*]+$/, '.0'));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...known), fc.anything()), (attributes) => {
        normalizeSpan({ name: 'x', scope: '', attributes: { ...attributes } });
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      }),
    );
  });
});

describe('the tables', () => {
  test('have one entry per dialect, and every one of them is spoken in some recording or said not to be', () => {
    const spoken = new Set(
      libraries.flatMap((library) => recordedBy(library)).flatMap((span) => normalizeSpan(copyOf(span))),
    );
    const unrecorded = new Set(['envoy_ai_gateway']); // Its module cannot be built outside of its own repository.
    expect(dialects.map(({ name }) => name).filter((name) => !spoken.has(name) && !unrecorded.has(name))).toEqual([]);
  });
});
