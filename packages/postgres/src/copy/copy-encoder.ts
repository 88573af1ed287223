import { spanColumns, type SpanColumn } from '../schema/span-columns.ts';
import type { Cell, SpanRow } from '../rows/span-row.ts';

/** Rows in the binary form of COPY, without its header and its end. */
export interface EncodedRows {
  readonly bytes: Buffer;
  /** Where each row ends. */
  readonly ends: readonly number[];
}

const columns = Object.entries<SpanColumn>(spanColumns).map(([name, { type }]) => ({
  name: name as keyof SpanRow,
  type,
}));

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

  get rows(): number {
    return this.#ends.length;
  }

  get bytes(): number {
    return this.#at;
  }

  add(row: SpanRow): void {
    this.#reserve(2);
    this.#at = this.#buffer.writeInt16BE(columns.length, this.#at);
    for (const { name, type } of columns) this.#field(type, row[name]);
    this.#ends.push(this.#at);
  }

  /** The rows so far. The bytes are those of the encoder, which is not to be used any more. */
  finish(): EncodedRows {
    return { bytes: this.#buffer.subarray(0, this.#at), ends: this.#ends };
  }

  #field(type: SpanColumn['type'], value: Cell): void {
    if (value === undefined) return this.#null();
    if (typeof value === 'string') return type === 'bytea' ? this.#hex(value) : this.#text(value, type === 'jsonb');
    if (typeof value === 'boolean') return this.#fixed(1, (at) => this.#buffer.writeUInt8(value ? 1 : 0, at));
    if (type === 'int2') return this.#fixed(2, (at) => this.#buffer.writeInt16BE(Number(value), at));
    if (type === 'float8') return this.#fixed(8, (at) => this.#buffer.writeDoubleBE(Number(value), at));
    if (typeof value === 'bigint') return this.#fixed(8, (at) => this.#buffer.writeBigInt64BE(value, at));
    return this.#wholeNumber(value);
  }

  #null(): void {
    this.#reserve(4);
    this.#at = this.#buffer.writeInt32BE(-1, this.#at);
  }

  #fixed(length: number, write: (at: number) => number): void {
    this.#reserve(4 + length);
    this.#at = write(this.#buffer.writeInt32BE(length, this.#at));
  }

  /** In two halves, which is twice as fast as by way of a bigint. */
  #wholeNumber(value: number): void {
    this.#reserve(12);
    const high = Math.floor(value / 2 ** 32);
    const at = this.#buffer.writeInt32BE(8, this.#at);
    this.#at = this.#buffer.writeUInt32BE(value - high * 2 ** 32, this.#buffer.writeInt32BE(high, at));
  }

  #hex(digits: string): void {
    const length = Math.floor(digits.length / 2);
    this.#reserve(4 + length);
    const at = this.#buffer.writeInt32BE(length, this.#at);
    this.#buffer.fill(0, at, at + length); // Digits that are none leave no memory of others behind.
    this.#buffer.write(digits, at, 'hex');
    this.#at = at + length;
  }

  /** `jsonb` begins with a byte for the version of its form. */
  #text(text: string, isJson: boolean): void {
    const version = isJson ? 1 : 0;
    this.#reserve(4 + version + text.length * 3);
    const at = this.#at + 4;
    if (isJson) this.#buffer[at] = 1;
    const length = version + this.#buffer.write(text, at + version, 'utf8');
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
