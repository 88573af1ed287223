/** Layout of the shared state. A copy of this code with another layout must not touch it. */
const LAYOUT = 1;
const KEY = Symbol.for('mcp-otel/1');

interface Registry {
  readonly layout: number;
  /** Version of the copy that created the registry. */
  readonly owner: string;
  readonly slots: Map<string, unknown>;
}

/**
 * Everything that a process may have only once, wherever the code was loaded from: the bundle of the preload and an
 * imported package are two copies of the code that share this state. The first copy creates it.
 *
 * @returns the value in the slot, made by `create` when the slot is empty
 * @throws Error when a copy with another layout owns the state; callers at the edge stand aside (see `canShareState`)
 */
export function slot<Value>(name: string, create: () => Value): Value {
  const { slots } = (opened ??= open());
  const filled = slots.get(name);
  if (filled !== undefined) return filled as Value; // A slot is only ever filled by its own `create`.
  const value = create();
  slots.set(name, value);
  return value;
}

/** The registry of this process, once it is known to be ours. */
let opened: Registry | undefined;

/** False when an incompatible copy of mcp-otel owns this process; `owner` is its version. */
export function canShareState(): { readonly ok: true } | { readonly ok: false; readonly owner: string } {
  const existing = find();
  return existing === undefined || existing.layout === LAYOUT ? { ok: true } : { ok: false, owner: existing.owner };
}

function open(): Registry {
  const existing = find();
  if (existing === undefined) return createRegistry();
  if (existing.layout !== LAYOUT)
    throw new Error(`mcp-otel ${existing.owner} owns this process; this copy stands aside`);
  return existing;
}

function createRegistry(): Registry {
  const registry: Registry = { layout: LAYOUT, owner: VERSION, slots: new Map() };
  Object.defineProperty(globalThis, KEY, { value: registry }); // Not enumerable: the application never sees it.
  return registry;
}

function find(): Registry | undefined {
  return (globalThis as { [KEY]?: Registry })[KEY];
}

/** Version that all packages of mcp-otel share. */
export const VERSION = '0.1.0';
