import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeProtobuf } from './decode-protobuf.ts';
import { DecodeError } from './decoded.ts';
import { logsRequest, traceRequest } from './otlp-schema.ts';

const bytes = (...parts: readonly (number | readonly number[])[]): Uint8Array => Uint8Array.from(parts.flat());
const field = (number: number, body: Uint8Array): number[] => [(number << 3) | 2, ...varint(body.length), ...body];
const decode = (body: Uint8Array): unknown => decodeProtobuf(traceRequest, body);

/** A request with one span that has the given body. */
const withSpan = (...span: readonly (number | readonly number[])[]): Uint8Array =>
  bytes(field(1, bytes(field(2, bytes(field(2, bytes(...span)))))));

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}

describe('malformed bytes are a DecodeError, and nothing else ever comes out', () => {
  test.each<readonly [string, Uint8Array]>([
    ['a length past the end', bytes(0x0a, 5, 0)],
    ['an inner length past its parent', bytes(0x0a, 2, 0x12, 9)],
    ['a length of 2^32 - 1', bytes(0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f)],
    [
      'a varint of eleven bytes',
      bytes(
        0x30,
        Array.from({ length: 10 }, () => 0xff),
        1,
      ),
    ],
    ['a varint that is cut off', withSpan(0x30, 0xff)],
    ['field number zero', bytes(0x02, 0)],
    ['a group that does not end', bytes(0x1b, 0x08, 1)],
    ['the end of another group', bytes(0x1b, 0x24)],
    ['an end without a group', bytes(0x0c)],
    ['text that is not UTF-8', withSpan(0x2a, 2, 0xc3, 0x28)],
    ['a fixed number that is cut off', withSpan(0x39, 1, 2, 3)],
  ])('%s', (_name, body) => {
    expect(() => decode(body)).toThrow(DecodeError);
  });
  test('values nested a hundred thousand deep', () => {
    let value = bytes(0x0a, 0);
    for (let depth = 0; depth < 100; depth += 1) value = bytes(field(5, bytes(field(1, value))));
    expect(() => decode(withSpan(field(9, bytes(field(1, bytes(0x61)), field(2, value)))))).toThrow(/nesting too deep/);
    const groups = bytes(Array.from({ length: 100_000 }, () => 0x1b));
    expect(() => decode(groups)).toThrow(/nesting too deep/);
  });
  test('a small body that would fill the memory', () => {
    const spans = bytes(Array.from({ length: 600_000 }, () => [0x12, 0]).flat());
    expect(() => decode(bytes(field(1, bytes(field(2, spans)))))).toThrow(/more than \d+ items/);
  });
  test('any bytes at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (body) => {
        try {
          decodeProtobuf(logsRequest, body);
          decode(body);
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('what a later version may add is passed over', () => {
  test('unknown fields, groups and fields of another wire type', () => {
    const name = field(5, bytes(0x61));
    const span = withSpan(field(100, bytes(1, 2, 3)), [0x83, 0x06, 0x08, 1, 0x84, 0x06], [0x28, 1], name);
    expect(JSON.stringify(decode(span))).toContain('"name":"a"');
  });
  test('an attribute called __proto__ is a key like any other', () => {
    const key = new TextEncoder().encode('__proto__');
    const decoded = decode(withSpan(field(9, bytes(field(1, key), field(2, bytes(field(1, bytes(0x78))))))));
    expect(JSON.stringify(decoded)).toContain('"__proto__":"x"');
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});
