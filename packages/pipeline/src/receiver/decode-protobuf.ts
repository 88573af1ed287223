import { MAX_ITEMS, MAX_NESTING, setKey, type Decoded, type WireRecord, type WireValue } from './decoded.ts';
import type { Field, Schema } from './otlp-schema.ts';
import { WIRE, WireReader } from './wire-reader.ts';

/**
 * Decodes a protobuf body by its schema. Unknown fields are passed over.
 *
 * @throws DecodeError for anything that is not well-formed, too deep or too much
 */
export function decodeProtobuf(schema: Schema, bytes: Uint8Array): Decoded {
  const decoder = new Decoder(bytes);
  return decoder.message(schema, decoder.size, 0);
}

const wireTypes: Readonly<Record<Field['kind'], number>> = {
  string: WIRE.length,
  id: WIRE.length,
  time: WIRE.fixed64,
  number: WIRE.varint,
  fixed32: WIRE.fixed32,
  int64: WIRE.fixed64,
  double: WIRE.fixed64,
  message: WIRE.length,
  messages: WIRE.length,
  attributes: WIRE.length,
  value: WIRE.length,
};

/** Fields of a schema by their number. */
const tables = new WeakMap<Schema, readonly (Field | undefined)[]>();

function tableOf(schema: Schema): readonly (Field | undefined)[] {
  let table = tables.get(schema);
  if (table === undefined) {
    const sparse: (Field | undefined)[] = [];
    for (const field of schema) sparse[field.number] = field;
    table = Array.from(sparse);
    tables.set(schema, table);
  }
  return table;
}

/** Tags inside `KeyValue`, `ArrayValue`, `KeyValueList` and `AnyValue`. */
const KEY = 0x0a;
const VALUE = 0x12;
const ITEM = 0x0a;
const ANY = { string: 0x0a, bool: 0x10, int: 0x18, double: 0x21, array: 0x2a, list: 0x32, bytes: 0x3a } as const;

class Decoder {
  readonly #reader: WireReader;
  #items = 0;

  constructor(bytes: Uint8Array) {
    this.#reader = new WireReader(bytes);
  }

  get size(): number {
    return this.#reader.size;
  }

  message(schema: Schema, end: number, depth: number): Decoded {
    this.#enter(depth);
    const reader = this.#reader;
    const table = tableOf(schema);
    const message: Record<string, unknown> = {};
    while (reader.before(end)) {
      const tag = reader.tag(end);
      const field = table[tag >>> 3];
      if (field === undefined || wireTypes[field.kind] !== (tag & 7)) reader.skip(tag, end);
      else this.#field(message, field, end, depth);
    }
    return message;
  }

  #field(message: Record<string, unknown>, field: Field, end: number, depth: number): void {
    const reader = this.#reader;
    switch (field.kind) {
      case 'messages':
        list(message, field.name).push(this.message(field.of ?? [], reader.lengthEnd(end), depth + 1));
        return;
      case 'attributes':
        this.#keyValue(record(message, field.name), reader.lengthEnd(end), depth + 1);
        return;
      default:
        message[field.name] = this.#single(field, end, depth);
    }
  }

  #single({ kind, of = [] }: Field, end: number, depth: number): unknown {
    const reader = this.#reader;
    switch (kind) {
      case 'string':
        return reader.text(end);
      case 'id':
        return reader.hex(end);
      case 'time':
        return reader.fixed64(end);
      case 'number':
        return reader.varint(end) >>> 0;
      case 'fixed32':
        return reader.fixed32(end);
      case 'int64':
        return Number(BigInt.asIntN(64, reader.fixed64(end)));
      case 'double':
        return reader.double(end);
      case 'value':
        return this.#any(reader.lengthEnd(end), depth + 1);
      default:
        return this.message(of, reader.lengthEnd(end), depth + 1);
    }
  }

  #keyValue(target: Record<string, WireValue>, end: number, depth: number): void {
    this.#enter(depth);
    const reader = this.#reader;
    let key = '';
    let value: WireValue = null;
    while (reader.before(end)) {
      const tag = reader.tag(end);
      if (tag === KEY) key = reader.text(end);
      else if (tag === VALUE) value = this.#any(reader.lengthEnd(end), depth + 1);
      else reader.skip(tag, end);
    }
    setKey(target, key, value);
  }

  #any(end: number, depth: number): WireValue {
    this.#enter(depth);
    const reader = this.#reader;
    let value: WireValue = null;
    while (reader.before(end)) {
      const tag = reader.tag(end);
      const read = this.#anyValue(tag, end, depth);
      if (read === undefined) reader.skip(tag, end);
      else value = read;
    }
    return value;
  }

  #anyValue(tag: number, end: number, depth: number): WireValue | undefined {
    const reader = this.#reader;
    switch (tag) {
      case ANY.string:
        return reader.text(end);
      case ANY.bool:
        return (reader.varint(end) | reader.high) !== 0;
      case ANY.int:
        return this.#int64(end);
      case ANY.double:
        return reader.double(end);
      case ANY.array:
        return this.#arrayValue(reader.lengthEnd(end), depth);
      case ANY.list:
        return this.#listValue(reader.lengthEnd(end), depth);
      case ANY.bytes:
        return Uint8Array.from(reader.bytes(end)); // A copy: a view would keep the whole request alive.
      default:
        return undefined;
    }
  }

  #int64(end: number): number | bigint {
    const low = this.#reader.varint(end) >>> 0;
    const { high } = this.#reader;
    const number = high * 2 ** 32 + low;
    return Number.isSafeInteger(number) ? number : (BigInt(high) << 32n) | BigInt(low);
  }

  #arrayValue(end: number, depth: number): WireValue {
    const items: WireValue[] = [];
    while (this.#reader.before(end)) {
      const tag = this.#reader.tag(end);
      if (tag === ITEM) items.push(this.#any(this.#reader.lengthEnd(end), depth + 1));
      else this.#reader.skip(tag, end);
    }
    return items;
  }

  #listValue(end: number, depth: number): WireRecord {
    const target: Record<string, WireValue> = {};
    while (this.#reader.before(end)) {
      const tag = this.#reader.tag(end);
      if (tag === ITEM) this.#keyValue(target, this.#reader.lengthEnd(end), depth + 1);
      else this.#reader.skip(tag, end);
    }
    return target;
  }

  #enter(depth: number): void {
    this.#items += 1;
    if (depth > MAX_NESTING) this.#reader.fail('nesting too deep');
    if (this.#items > MAX_ITEMS) this.#reader.fail(`more than ${MAX_ITEMS} items`);
  }
}

function list(message: Record<string, unknown>, name: string): Decoded[] {
  return (message[name] ??= []) as Decoded[];
}

function record(message: Record<string, unknown>, name: string): Record<string, WireValue> {
  return (message[name] ??= {}) as Record<string, WireValue>;
}
