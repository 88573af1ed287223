import { spanColumns, type SpanColumn } from '../schema/span-columns.ts';
import type { Cell, SpanRow } from '../rows/span-row.ts';

/** Rows in the binary form of COPY, without its header and its end. */
export interface EncodedRows {
  readonly bytes: Buffer;
  /** Where each row ends. */
  readonly ends: readonly number[];
}

const types = Object.values<SpanColumn>(spanColumns).map(({ type }) => type);

/**
 * Writes rows as `COPY ... (FORMAT binary)` reads them: a count of fields, then each field as its length and its bytes, all
 * numbers in network order (PostgreSQL documentation, "COPY", binary format).
 */
export class CopyEncoder {
  #buffer: Buffer;
  #at = 0;
  readonly #ends: number[] = [];

  /** @param bytes room to begin with; it grows */
  constructor(bytes = 1 << 16) {
    this.#buffer = Buffer.allocUnsafeSlow(bytes);
  }

  /** Bytes of the rows so far. */
  get bytes(): number {
    return this.#at;
  }

  add(row: SpanRow): void {
    this.#reserve(2);
    this.#at = this.#buffer.writeInt16BE(types.length, this.#at);
    for (let place = 0; place < types.length; place += 1) this.#field(types[place], row[place]);
    this.#ends.push(this.#at);
  }

  /** The rows so far. The bytes are those of the encoder, which is not to be used any more. */
  finish(): EncodedRows {
    return { bytes: this.#buffer.subarray(0, this.#at), ends: this.#ends };
  }

  #field(type: SpanColumn['type'] | undefined, value: Cell): void {
    if (value === undefined) return this.#null();
    if (typeof value === 'string') return type === 'bytea' ? this.#hex(value) : this.#text(value, type === 'jsonb');
    if (typeof value === 'boolean') return this.#boolean(value);
    if (typeof value === 'bigint') return this.#bigint(value);
    if (type === 'int2') return this.#int2(value);
    return type === 'float8' ? this.#float8(value) : this.#int8(value);
  }

  #null(): void {
    this.#reserve(4);
    this.#at = this.#buffer.writeInt32BE(-1, this.#at);
  }

  #length(bytes: number): number {
    this.#reserve(4 + bytes);
    return this.#buffer.writeInt32BE(bytes, this.#at);
  }

  #boolean(value: boolean): void {
    const at = this.#length(1);
    this.#at = this.#buffer.writeUInt8(value ? 1 : 0, at);
  }

  #int2(value: number): void {
    const at = this.#length(2);
    this.#at = this.#buffer.writeInt16BE(value, at);
  }

  #float8(value: number): void {
    const at = this.#length(8);
    this.#at = this.#buffer.writeDoubleBE(value, at);
  }

  #bigint(value: bigint): void {
    const at = this.#length(8);
    this.#at = this.#buffer.writeBigInt64BE(value, at);
  }

  /** In two halves, which is twice as fast as by way of a bigint. */
  #int8(value: number): void {
    const at = this.#length(8);
    const high = Math.floor(value / 2 ** 32);
    this.#at = this.#buffer.writeUInt32BE(value - high * 2 ** 32, this.#buffer.writeInt32BE(high, at));
  }

  /** Digits that are none leave no memory of others behind. */
  #hex(digits: string): void {
    const length = Math.floor(digits.length / 2);
    const at = this.#length(length);
    const written = this.#buffer.write(digits, at, length, 'hex');
    this.#at = at + length;
    if (written < length) this.#buffer.fill(0, at + written, this.#at);
  }

  /** `jsonb` begins with a byte for the version of its form. */
  #text(text: string, isJson: boolean): void {
    const version = isJson ? 1 : 0;
    this.#reserve(4 + version + text.length * 3);
    const at = this.#at + 4;
    if (isJson) this.#buffer[at] = 1;
    const length = version + this.#buffer.write(text, at + version);
    this.#buffer.writeInt32BE(length, this.#at);
    this.#at = at + length;
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#buffer.length * 2, this.#at + bytes));
    this.#buffer.copy(larger, 0, 0, this.#at);
    this.#buffer = larger;
  }
}
