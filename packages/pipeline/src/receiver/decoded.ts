/** A decoded message: what the schema names, and nothing else. */
export interface Decoded {
  readonly [name: string]: unknown;
}

/** A value of an attribute as it came over the wire. */
export type WireValue = string | number | bigint | boolean | null | Uint8Array | readonly WireValue[] | WireRecord;

/** Attributes; `__proto__` is a key like any other (see `setKey`). */
export interface WireRecord {
  readonly [key: string]: WireValue;
}

/** Why a body cannot be read. The message never repeats the body. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}

/** Messages and attributes that one request may hold: a small body must not become a large heap. */
export const MAX_ITEMS = 500_000;
/** Nesting of messages and values that is followed. */
export const MAX_NESTING = 64;

/** Sets a key that a peer chose. (A record without a prototype would be simpler and takes twice as long to fill.) */
export function setKey<Value>(record: Record<string, Value>, key: string, value: Value): void {
  if (key !== '__proto__') record[key] = value;
  else Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
}
