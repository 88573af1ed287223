import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sealingKey } from './sealing-key.ts';
import { decodeSegment, encodeSegment, SegmentDamage } from './segment-file.ts';

const content = { meta: '{"days":["2026-12-01"]}', payload: Buffer.from('rows of a batch, as they are sent') };
const key = sealingKey('ab'.repeat(32), 'MCP_OTEL_SPOOL_KEY');

describe.each([
  ['open', undefined],
  ['sealed', key],
] as const)('a segment that is %s', (_name, itsKey) => {
  const file = encodeSegment(content, itsKey);

  test('is read as it was written, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array(), (meta, bytes) => {
        const written = { meta: meta.toWellFormed(), payload: Buffer.from(bytes) };
        expect(decodeSegment(encodeSegment(written, itsKey), itsKey)).toEqual(written);
      }),
    );
  });
  test('is damaged with any bit of it another one', () => {
    for (let bit = 0; bit < file.length * 8; bit += 1) {
      const flipped = Buffer.from(file);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => decodeSegment(flipped, itsKey), `bit ${bit}`).toThrow(SegmentDamage);
    }
  });
  test('is damaged when it was cut off anywhere, or goes on behind its end', () => {
    for (let length = 0; length < file.length; length += 1)
      expect(() => decodeSegment(file.subarray(0, length), itsKey), `${length} bytes`).toThrow(SegmentDamage);
    expect(() => decodeSegment(Buffer.concat([file, Buffer.alloc(1)]), itsKey)).toThrow(SegmentDamage);
  });
});

test('what is sealed shows nothing, and opens with its own key only', () => {
  const file = encodeSegment(content, key);
  expect(file.includes('rows of a batch')).toBe(false);
  expect(file.includes('2026')).toBe(false);
  expect(() => decodeSegment(file)).toThrow('it is sealed, and there is no key (MCP_OTEL_SPOOL_KEY)');
  expect(() => decodeSegment(file, sealingKey('cd'.repeat(32), 'x'))).toThrow('it is sealed with another key');
});

test('a key is 32 bytes in hexadecimal or base64; another is refused without being shown', () => {
  const base64 = sealingKey(Buffer.from('ab'.repeat(32), 'hex').toString('base64'), 'x');
  expect(decodeSegment(encodeSegment(content, base64), key)).toEqual(content);
  expect(() => sealingKey('secret', 'MCP_OTEL_SPOOL_KEY_FILE')).toThrow(
    /^MCP_OTEL_SPOOL_KEY_FILE is no key: 32 bytes in hexadecimal or base64 are needed, such as openssl rand -hex 32 gives$/,
  );
});
