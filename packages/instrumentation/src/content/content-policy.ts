import { contentHook, safeText, windowOf, type ContentKind, type Redactor } from '@mcp-otel/core';
import type { Redaction } from './the-redaction.ts';

/** Names that are remembered: those of tools, prompts and arguments come again and again. */
const MAX_NAMES = 1_000;
/** Longest value of one variable, in bytes. */
const MAX_VARIABLE_BYTES = 1_024;

/** What may be written on a span of ours, and how: everything that is captured is free of secrets when it is captured. */
export class ContentPolicy {
  readonly #redaction: Redaction;
  readonly #preparedLater: () => boolean;
  readonly #names = new Map<string, string>();

  /** @param preparedLater whether spans go through our own preparation: a content hook is asked only there */
  constructor(redaction: Redaction, preparedLater: () => boolean) {
    this.#redaction = redaction;
    this.#preparedLater = preparedLater;
  }

  get redactor(): Redactor {
    return this.#redaction.redactor;
  }

  /** Asked for each call. With a content hook nothing is captured that the hook would not see. */
  allows(kind: ContentKind): boolean {
    return this.#redaction.capture().has(kind) && (contentHook().hook === undefined || this.#preparedLater());
  }

  /** A name that a peer chose. */
  name(name: string): string {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    if (this.#names.size >= MAX_NAMES) this.#names.clear();
    const redacted = this.redactor.text(name);
    this.#names.set(name, redacted);
    return redacted;
  }

  /** A text that a peer or the application chose: a status, an address. */
  text(text: string): string {
    return this.redactor.text(text);
  }

  /** A keyed digest, by which equal contents can be joined and none can be read. */
  digest(content: string): string | undefined {
    return this.#redaction.digest(content);
  }

  /** The value of one variable. */
  member(key: string, value: unknown): string {
    if (typeof value !== 'string') return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
    return safeText(this.redactor.member(key, windowOf(value, MAX_VARIABLE_BYTES)), MAX_VARIABLE_BYTES);
  }
}
