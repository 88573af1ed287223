import { isUtf8 } from 'node:buffer';
import { DecodeError } from './decoded.ts';

/** Wire types of protobuf. */
export const WIRE = { varint: 0, fixed64: 1, length: 2, groupStart: 3, groupEnd: 4, fixed32: 5 } as const;

const MAX_VARINT_BYTES = 10;
const MAX_GROUPS = 64;

/**
 * Reads protobuf primitives from untrusted bytes: every length is held against the end of its parent, every varint
 * against its longest form, and text must be UTF-8. The only error it throws is `DecodeError`.
 *
 * Why not a library: docs/protobuf-reader.md.
 */
export class WireReader {
  readonly #bytes: Buffer;
  #position = 0;
  /** Upper half of the last varint. */
  high = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get size(): number {
    return this.#bytes.length;
  }

  before(end: number): boolean {
    return this.#position < end;
  }

  fail(what: string): never {
    throw new DecodeError(`${what} at byte ${this.#position}`);
  }

  /** Lower 32 bits, signed; the rest is in `high`. */
  varint(end: number): number {
    const first = this.#bytes[this.#position] ?? 0;
    if (this.#position < end && first < 0x80) {
      this.#position += 1;
      this.high = 0;
      return first;
    }
    return this.#longVarint(end);
  }

  tag(end: number): number {
    const tag = this.varint(end) >>> 0;
    if (this.high !== 0 || tag < 8) this.fail('bad field number');
    return tag;
  }

  /** End of a length-delimited part that begins here. */
  lengthEnd(end: number): number {
    const length = this.varint(end) >>> 0;
    if (this.high !== 0 || length > end - this.#position) this.fail('length past the end');
    return this.#position + length;
  }

  text(end: number): string {
    const from = this.#part(end);
    const text = this.#bytes.toString('utf8', from, this.#position);
    // Invalid bytes decode to U+FFFD, which may also stand there itself.
    if (text.includes('\ufffd') && !isUtf8(this.#bytes.subarray(from, this.#position)))
      this.fail('text that is not UTF-8');
    return text;
  }

  hex(end: number): string {
    const from = this.#part(end);
    return this.#bytes.toString('hex', from, this.#position);
  }

  /** A view of the request's bytes. */
  bytes(end: number): Buffer {
    const from = this.#part(end);
    return this.#bytes.subarray(from, this.#position);
  }

  fixed64(end: number): bigint {
    return this.#bytes.readBigUInt64LE(this.#advance(8, end));
  }

  double(end: number): number {
    return this.#bytes.readDoubleLE(this.#advance(8, end));
  }

  fixed32(end: number): number {
    return this.#bytes.readUInt32LE(this.#advance(4, end));
  }

  /** Passes over a field that is not known. */
  skip(tag: number, end: number, groups = 0): void {
    switch (tag & 7) {
      case WIRE.varint:
        this.varint(end);
        return;
      case WIRE.fixed64:
        this.#advance(8, end);
        return;
      case WIRE.length:
        this.#position = this.lengthEnd(end);
        return;
      case WIRE.fixed32:
        this.#advance(4, end);
        return;
      case WIRE.groupStart:
        this.#skipGroup(tag >>> 3, end, groups);
        return;
      default:
        this.fail('bad wire type');
    }
  }

  #skipGroup(number: number, end: number, groups: number): void {
    if (groups >= MAX_GROUPS) this.fail('nesting too deep');
    let tag = this.tag(end);
    while ((tag & 7) !== WIRE.groupEnd) {
      this.skip(tag, end, groups + 1);
      tag = this.tag(end);
    }
    if (tag >>> 3 !== number) this.fail('end of another group');
  }

  /** Passes over a length-delimited part. @returns where it begins; the position is where it ends */
  #part(end: number): number {
    const partEnd = this.lengthEnd(end);
    const from = this.#position;
    this.#position = partEnd;
    return from;
  }

  #advance(bytes: number, end: number): number {
    const from = this.#position;
    if (end - from < bytes) this.fail('message cut short');
    this.#position = from + bytes;
    return from;
  }

  #longVarint(end: number): number {
    let low = 0;
    let high = 0;
    for (let index = 0; ; index += 1) {
      if (index >= MAX_VARINT_BYTES) this.fail('number too long');
      if (this.#position >= end) this.fail('message cut short');
      const byte = this.#bytes[this.#position] ?? 0;
      this.#position += 1;
      const bits = byte & 0x7f;
      if (index < 4) low |= bits << (7 * index);
      else if (index === 4) {
        low |= (bits & 0x0f) << 28;
        high = bits >> 4;
      } else high |= bits << (7 * index - 32);
      if (byte < 0x80) break;
    }
    this.high = high;
    return low;
  }
}
