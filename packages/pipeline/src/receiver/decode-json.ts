import {
  DecodeError,
  MAX_ITEMS,
  MAX_NESTING,
  setKey,
  type Decoded,
  type WireRecord,
  type WireValue,
} from './decoded.ts';
import type { Field, Schema } from './otlp-schema.ts';

/**
 * Decodes an OTLP/JSON body by its schema: lower camel case names, ids in hex, 64-bit numbers as text or number.
 *
 * @throws DecodeError for anything that is not well-formed, too deep or too much
 */
export function decodeJson(schema: Schema, text: string): Decoded {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new DecodeError('the body is not JSON');
  }
  return new Decoder().message(schema, body, 0);
}

class Decoder {
  #items = 0;

  message(schema: Schema, source: unknown, depth: number): Decoded {
    this.#enter(depth);
    if (!isRecord(source)) throw new DecodeError('an object was expected');
    const message: Record<string, unknown> = {};
    for (const field of schema) {
      const value = source[field.name];
      if (value !== undefined && value !== null) message[field.name] = this.#field(field, value, depth + 1);
    }
    return message;
  }

  #field({ name, kind, of = [] }: Field, value: unknown, depth: number): unknown {
    switch (kind) {
      case 'string':
        return expect(typeof value === 'string', value, name);
      case 'id':
        return String(expect(typeof value === 'string' && /^[0-9a-f]*$/i.test(value), value, name)).toLowerCase();
      case 'time':
        return BigInt(expectDigits(value, name));
      case 'number':
      case 'fixed32':
      case 'int64':
        return Number(expectDigits(value, name));
      case 'double':
        return expect(typeof value === 'number', value, name);
      case 'message':
        return this.message(of, value, depth);
      case 'messages':
        return arrayOf(value, name).map((item) => this.message(of, item, depth));
      case 'attributes':
        return this.#attributes(arrayOf(value, name), depth);
      case 'value':
        return this.#any(value, depth);
      default:
        return kind satisfies never;
    }
  }

  #attributes(pairs: readonly unknown[], depth: number): WireRecord {
    const attributes: Record<string, WireValue> = {};
    for (const pair of pairs) {
      this.#enter(depth);
      if (!isRecord(pair) || typeof pair['key'] !== 'string') throw new DecodeError('an attribute without a key');
      setKey(attributes, pair['key'], this.#any(pair['value'], depth + 1));
    }
    return attributes;
  }

  #any(value: unknown, depth: number): WireValue {
    this.#enter(depth);
    if (!isRecord(value)) return null;
    const { stringValue, boolValue, intValue, doubleValue, arrayValue, kvlistValue, bytesValue } = value;
    if (typeof stringValue === 'string') return stringValue;
    if (typeof boolValue === 'boolean') return boolValue;
    if (intValue !== undefined) return integer(expectDigits(intValue, 'intValue'));
    if (doubleValue !== undefined) return Number(doubleValue);
    if (isRecord(arrayValue))
      return arrayOf(arrayValue['values'] ?? [], 'values').map((item) => this.#any(item, depth + 1));
    if (isRecord(kvlistValue)) return this.#attributes(arrayOf(kvlistValue['values'] ?? [], 'values'), depth + 1);
    return typeof bytesValue === 'string' ? Uint8Array.from(Buffer.from(bytesValue, 'base64')) : null;
  }

  #enter(depth: number): void {
    this.#items += 1;
    if (depth > MAX_NESTING) throw new DecodeError('nesting too deep');
    if (this.#items > MAX_ITEMS) throw new DecodeError(`more than ${MAX_ITEMS} items`);
  }
}

function integer(digits: string): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt.asIntN(64, BigInt(digits));
}

function expect(holds: boolean, value: unknown, name: string): unknown {
  if (!holds) throw new DecodeError(`${name} is not of its type`);
  return value;
}

function expectDigits(value: unknown, name: string): string {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  if (!/^-?\d{1,20}$/.test(text)) throw new DecodeError(`${name} is not a whole number`);
  return text;
}

function arrayOf(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new DecodeError(`${name} is not a list`);
  return value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
