/** A beginning of keys: `langfuse.` for all of it, `gen_ai.prompt.*` for those that go on with a number. */
interface Beginning<Entry> {
  readonly prefix: string;
  readonly indexed: boolean;
  readonly entry: Entry;
}

const MAX_KNOWN = 4_096;
const none: readonly never[] = [];

/**
 * Finds what tables say about a key, by the whole key or by its beginning. Most keys are in no table, and cost one
 * look-up.
 */
export class KeyIndex<Entry> {
  readonly #exact = new Map<string, Entry[]>();
  /** Answers, because the keys of a process are few. */
  readonly #known = new Map<string, readonly Entry[]>();
  /** Beginnings by the first part of a key. */
  readonly #beginnings = new Map<string, Beginning<Entry>[]>();

  /** Adds a key; one that ends in a dot is a beginning, one that ends in `.*` a beginning in front of a number. */
  add(key: string, entry: Entry): void {
    const indexed = key.endsWith('.*');
    if (!indexed && !key.endsWith('.')) return this.#push(this.#exact, key, entry);
    const prefix = indexed ? key.slice(0, -1) : key;
    return this.#push(this.#beginnings, firstPart(prefix), { prefix, indexed, entry });
  }

  /** What there is about a key. */
  find(key: string): readonly Entry[] {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size >= MAX_KNOWN) this.#known.clear();
    const found = this.#search(key);
    this.#known.set(key, found);
    return found;
  }

  #search(key: string): readonly Entry[] {
    const beginnings = (this.#beginnings.get(firstPart(key)) ?? []).filter(
      ({ prefix, indexed }) => key.startsWith(prefix) && (!indexed || isDigit(key.charCodeAt(prefix.length))),
    );
    const found = [...(this.#exact.get(key) ?? []), ...beginnings.map(({ entry }) => entry)];
    return found.length === 0 ? none : found;
  }

  #push<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
    const items = map.get(key);
    if (items === undefined) map.set(key, [item]);
    else items.push(item);
  }
}

function firstPart(key: string): string {
  const dot = key.indexOf('.');
  return dot === -1 ? key : key.slice(0, dot);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
