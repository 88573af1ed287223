import { types } from 'node:util';
import type { Redactor } from '../redaction/redactor.ts';
import { windowOf } from '../redaction/window.ts';
import { MAX_DEPTH, MAX_NODES, MAX_VALUE_BYTES } from './limits.ts';
import { safeText } from './safe-text.ts';

/** JSON text of a value, and whether anything was left out to keep it within its bounds. */
export interface BoundedJson {
  readonly text: string;
  readonly truncated: boolean;
}

/** Bounds of one piece of JSON. */
export interface JsonBounds {
  readonly maxBytes?: number;
  readonly maxNodes?: number;
  readonly maxDepth?: number;
  /** Keys in code point order, so that equal values give equal text. */
  readonly sortKeys?: boolean;
  /** Takes secrets out of texts and keys, before anything is cut. */
  readonly redactor?: Redactor;
}

/**
 * Writes any value that an application can hand over as valid JSON, in bounded time and space, without running the
 * application's code: getters and `toJSON` are not called, proxies not opened. What cannot be written becomes a marker
 * in brackets, and what does not fit is replaced by how much is missing. Never throws.
 */
export function boundedJson(value: unknown, bounds: JsonBounds = {}): BoundedJson {
  const writer = new Writer(bounds);
  const text = writer.write(value, 0) ?? 'null';
  return { text, truncated: writer.truncated };
}

/** Room kept, per open level, for the marker and bracket that close it. */
const CLOSING_BYTES = 32;
/** Longest escape of one byte in JSON text: `\\u0000`. */
const ESCAPE_BYTES = 6;

class Writer {
  truncated = false;
  readonly #maxDepth: number;
  readonly #sortKeys: boolean;
  readonly #redactor: Redactor | undefined;
  readonly #path = new Set<object>();
  #bytesLeft: number;
  #nodesLeft: number;

  constructor({
    maxBytes = MAX_VALUE_BYTES,
    maxNodes = MAX_NODES,
    maxDepth = MAX_DEPTH,
    sortKeys = false,
    redactor,
  }: JsonBounds) {
    this.#bytesLeft = maxBytes - CLOSING_BYTES * (maxDepth + 1);
    this.#nodesLeft = maxNodes;
    this.#maxDepth = maxDepth;
    this.#sortKeys = sortKeys;
    this.#redactor = redactor;
  }

  /** JSON of the value, or undefined for what JSON leaves out. */
  write(value: unknown, depth: number): string | undefined {
    this.#nodesLeft -= 1;
    switch (typeof value) {
      case 'string':
        return this.#string(value);
      case 'number':
        return this.#spend(Number.isFinite(value) ? String(value) : 'null');
      case 'boolean':
        return this.#spend(String(value));
      case 'bigint':
        return this.#bigint(value);
      case 'symbol':
        return this.#marker('Symbol');
      case 'function':
        return this.#marker('Function');
      case 'object':
        return value === null ? this.#spend('null') : this.#object(value, depth);
      default:
        return undefined;
    }
  }

  #object(value: object, depth: number): string {
    if (types.isProxy(value)) return this.#marker('Proxy');
    if (this.#path.has(value)) return this.#marker('Circular');
    if (ArrayBuffer.isView(value)) return this.#marker(`Bytes ${value.byteLength}`);
    if (types.isDate(value)) return this.#date(value);
    if (depth >= this.#maxDepth) return this.#cut(this.#marker('Depth'));
    this.#path.add(value);
    const text = Array.isArray(value) ? this.#array(value, depth) : this.#record(value, depth);
    this.#path.delete(value);
    return text;
  }

  #array(items: readonly unknown[], depth: number): string {
    const parts: string[] = [];
    this.#bytesLeft -= 2;
    for (let index = 0; index < items.length; index += 1) {
      if (this.#full()) {
        parts.push(this.#cut(`"[+${items.length - index} items]"`));
        break;
      }
      this.#bytesLeft -= 1;
      parts.push(this.#property(items, index, depth) ?? this.#spend('null'));
    }
    return `[${parts.join(',')}]`;
  }

  #record(record: object, depth: number): string {
    const keys = Object.keys(record);
    if (this.#sortKeys) keys.sort();
    const parts: string[] = [];
    this.#bytesLeft -= 2;
    for (const [index, key] of keys.entries()) {
      if (this.#full()) {
        parts.push(this.#cut(`"…":"[+${keys.length - index} keys]"`));
        break;
      }
      const name = this.#string(key);
      this.#bytesLeft -= 2;
      const text = this.#member(record, key, depth);
      if (text !== undefined) parts.push(`${name}:${text}`);
    }
    return `{${parts.join(',')}}`;
  }

  /** The value of a data property; an accessor is named, not called, because calling it is the application's business. */
  #property(owner: object, key: PropertyKey, depth: number): string | undefined {
    const descriptor = Object.getOwnPropertyDescriptor(owner, key);
    if (descriptor?.get !== undefined || descriptor?.set !== undefined) return this.#marker('Getter');
    return this.write(descriptor?.value, depth + 1);
  }

  /** A text under a key that names a secret is taken out whatever it is. */
  #member(record: object, key: string, depth: number): string | undefined {
    const value: unknown = this.#redactor && Object.getOwnPropertyDescriptor(record, key)?.value;
    if (typeof value !== 'string') return this.#property(record, key, depth);
    this.#nodesLeft -= 1;
    return this.#text(this.#redactor?.member(key, this.#window(value)) ?? value);
  }

  #string(text: string): string {
    return this.#text(this.#redactor === undefined ? text : this.#redactor.text(this.#window(text)));
  }

  #window(text: string): string {
    const window = windowOf(text, this.#bytesLeft);
    this.truncated ||= window.length < text.length;
    return window;
  }

  #text(text: string): string {
    const room = Math.max(ESCAPE_BYTES, this.#bytesLeft);
    const kept = safeText(text, room);
    const json = JSON.stringify(kept);
    this.truncated ||= kept.length < text.length;
    if (Buffer.byteLength(json) <= room) return this.#spend(json);
    return this.#spend(this.#cut(JSON.stringify(safeText(text, Math.floor(room / ESCAPE_BYTES)))));
  }

  #bigint(value: bigint): string {
    // Decimal conversion is quadratic: only numbers of a size that means something are written out.
    return value >= -(2n ** 256n) && value <= 2n ** 256n ? this.#spend(`"${value}"`) : this.#marker('BigInt');
  }

  #date(value: Date): string {
    const time = Date.prototype.getTime.call(value);
    return this.#spend(Number.isNaN(time) ? 'null' : `"${new Date(time).toISOString()}"`);
  }

  #marker(name: string): string {
    return this.#spend(`"[${name}]"`);
  }

  #cut(text: string): string {
    this.truncated = true;
    return text;
  }

  #full(): boolean {
    return this.#bytesLeft <= 0 || this.#nodesLeft <= 0;
  }

  #spend(text: string): string {
    this.#bytesLeft -= Buffer.byteLength(text);
    return text;
  }
}
