import type { Redactor } from '../redaction/redactor.ts';
import { keyKindOf } from '../redaction/find/keys.ts';
import { windowOf } from '../redaction/window.ts';
import { MAX_VALUE_BYTES } from '../values/limits.ts';
import * as own from '../vocabulary/own-names.ts';
import * as semconv from '../vocabulary/semconv.ts';

/** What is meant to name a person: keys and passwords are taken out of it, addresses and numbers are not. */
const identities: ReadonlySet<string> = new Set([semconv.ATTR_USER_ID, 'enduser.id', 'user.name', 'user.email']);
/** What we have made ourselves out of digits and fixed words. */
const ours: ReadonlySet<string> = new Set([
  own.ATTR_CONTENT_WITHHELD,
  own.ATTR_CONTENT_DIGESTS,
  own.ATTR_TOOLS_DEFINITION_HASHES,
  own.ATTR_TRUNCATED_VALUES,
]);
/** Longest JSON that is redacted as a whole, because it is cut inside; of all other text only what may be kept. */
const MAX_PARSED = 1_000_000;
const MAX_TEXT = MAX_VALUE_BYTES * 8;
const PARSED = /^\s*[[{]/;
/** Short texts that were found clean are remembered: most attributes have few values. */
const MAX_CLEAN_LENGTH = 64;
const MAX_CLEAN = 4_096;

/** Takes secrets out of the attributes of spans, of their events and links, and of log records. */
export class AttributeRedactor {
  readonly #redactor: Redactor;
  readonly #clean = new Set<string>();
  /** How the values of a key are looked at. */
  readonly #ways = new Map<string, 'text' | 'member' | 'identity' | 'ours'>();

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  /** Takes secrets out of every text among attributes, and out of the values of keys that name a secret. */
  attributes(attributes: Record<string, unknown>): void {
    for (const key in attributes) {
      const value = attributes[key];
      if (typeof value === 'string') {
        const redacted = this.#value(key, value);
        if (redacted !== value) attributes[key] = redacted;
      } else if (typeof value === 'object' && value !== null && this.#wayOf(key) !== 'ours') {
        attributes[key] = this.#list(key, value);
      }
    }
  }

  /** Takes secrets out of a text: a name, a status, the body of a log record. */
  text(text: string): string {
    if (text.length > MAX_CLEAN_LENGTH)
      return this.#redactor.text(text.length > MAX_TEXT ? windowOf(text, MAX_VALUE_BYTES) : text);
    if (this.#clean.has(text)) return text;
    const redacted = this.#redactor.text(text);
    if (redacted === text) this.#remember(text);
    return redacted;
  }

  /** The same for the nested values of OTLP. */
  value(value: unknown): unknown {
    return this.#nested(value, 0);
  }

  /** Instrumentations of HTTP write headers as lists. */
  #list(key: string, value: object): unknown {
    if (!Array.isArray(value) || this.#wayOf(key) !== 'member') return this.#nested(value, 0);
    return value.map((item: unknown) => (typeof item === 'string' ? this.#value(key, item) : this.#nested(item, 1)));
  }

  #value(key: string, value: string): string {
    switch (this.#wayOf(key)) {
      case 'identity':
        return this.#redactor.text(value, { personal: false });
      case 'member':
        return this.#redactor.member(lastPart(key), value);
      default:
        return value.length > MAX_TEXT && value.length <= MAX_PARSED && PARSED.test(value)
          ? this.#redactor.text(value)
          : this.text(value);
    }
  }

  #wayOf(key: string): 'text' | 'member' | 'identity' | 'ours' {
    const known = this.#ways.get(key);
    if (known !== undefined) return known;
    if (this.#ways.size >= MAX_CLEAN) this.#ways.clear();
    const isMember = keyKindOf(lastPart(key)) !== undefined || this.#redactor.member(lastPart(key), 'x') !== 'x';
    const way = identities.has(key) ? 'identity' : ours.has(key) ? 'ours' : isMember ? 'member' : 'text';
    this.#ways.set(key, way);
    return way;
  }

  #remember(text: string): void {
    if (this.#clean.size >= MAX_CLEAN) this.#clean.clear();
    this.#clean.add(text);
  }

  #nested(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return this.text(value);
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || depth > 12) return value;
    if (Array.isArray(value)) return value.map((item: unknown) => this.#nested(item, depth + 1));
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        typeof item === 'string' ? this.#redactor.member(key, item) : this.#nested(item, depth + 1),
      ]),
    );
  }
}

/** `http.request.header.authorization` is an authorization. */
function lastPart(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1);
}
