import type { ForeignAttributes } from './dialect.ts';

/** Most steps of a key that are followed. */
const MAX_STEPS = 12;

/** An object or list that is being built; without a prototype, so that `__proto__` is a key like any other. */
type Node = Record<string, unknown>;

/**
 * The list that was flattened into keys with numbers: `llm.input_messages.0.message.role` and so on. Gaps are closed, because
 * some libraries begin with 1 and limits drop attributes.
 *
 * @param prefix up to and with the dot in front of the number
 */
export function unflattened(attributes: ForeignAttributes, prefix: string): readonly unknown[] {
  const root: Node = Object.create(null) as Node;
  for (const key in attributes) {
    if (!key.startsWith(prefix)) continue;
    const steps = key.slice(prefix.length).split('.');
    if (steps.length <= MAX_STEPS && isIndex(steps[0] ?? '')) place(root, steps, attributes[key]);
  }
  return compact(root) as readonly unknown[];
}

function place(root: Node, steps: readonly string[], value: unknown): void {
  let node = root;
  for (const step of steps.slice(0, -1)) {
    const next = node[step];
    const child = typeof next === 'object' && next !== null ? (next as Node) : (Object.create(null) as Node);
    node[step] = child;
    node = child;
  }
  node[steps.at(-1) ?? ''] ??= value;
}

/** Nodes whose keys are all numbers become lists. */
function compact(node: unknown): unknown {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return node;
  const keys = Object.keys(node);
  const entries = node as Readonly<Record<string, unknown>>;
  if (keys.length > 0 && !keys.every(isIndex)) {
    for (const key of keys) (node as Node)[key] = compact(entries[key]);
    return node;
  }
  return keys.toSorted((a, b) => Number(a) - Number(b)).map((key) => compact(entries[key]));
}

function isIndex(step: string): boolean {
  return /^\d{1,5}$/.test(step);
}
