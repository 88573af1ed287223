/** A decoded message: what the schema names, and nothing else. */
export interface Decoded {
  readonly [name: string]: unknown;
}

/** A value of an attribute as it came over the wire. */
export type WireValue = string | number | bigint | boolean | null | Uint8Array | readonly WireValue[] | WireRecord;

/** Attributes, without a prototype: `__proto__` is a key like any other. */
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

export function emptyRecord<Value>(): Record<string, Value> {
  return Object.create(null) as Record<string, Value>;
}
