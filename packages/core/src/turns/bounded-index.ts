/** Entries of one index. */
const MAX_ENTRIES = 4096;
const AMBIGUOUS = Symbol('ambiguous');

/**
 * Finds values by key, and finds nothing under a key that two values claim while the first of them is alive. Bounded:
 * the entry that was made first goes first.
 */
export class BoundedIndex<Value extends object> {
  readonly #entries = new Map<string, Value | typeof AMBIGUOUS>();
  readonly #alive: (value: Value) => boolean;

  constructor(alive: (value: Value) => boolean) {
    this.#alive = alive;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    return entry === AMBIGUOUS ? undefined : entry;
  }

  /** As `get`, if the value is alive. */
  live(key: string): Value | undefined {
    const value = this.get(key);
    return value !== undefined && this.#alive(value) ? value : undefined;
  }

  /** Under a key that can have one value at a time. */
  replace(key: string, value: Value): void {
    this.#entries.delete(key);
    this.set(key, value);
  }

  set(key: string, value: Value): void {
    const entry = this.#entries.get(key);
    const claimed = entry !== undefined && entry !== value && (entry === AMBIGUOUS || this.#alive(entry));
    this.#entries.delete(key);
    this.#entries.set(key, claimed ? AMBIGUOUS : value);
    const oldest = this.#entries.keys().next();
    if (this.#entries.size > MAX_ENTRIES && !oldest.done) this.#entries.delete(oldest.value);
  }
}
