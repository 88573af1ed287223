import * as own from '../vocabulary/own-names.ts';
import { isWithheld } from './content-attributes.ts';
import type { Capture } from './content-kinds.ts';
import { contentDigest } from './digest.ts';
import { textOf } from './text-of.ts';

/** Most attributes that are named as withheld; flattened lists have one name. */
const MAX_NAMED = 32;

/**
 * Takes the content out of attributes that a policy does not allow. What it was called, how large it was and a keyed digest
 * stay: `mcp_otel.content.withheld` and `mcp_otel.content.digests`, one `key=value` each.
 */
export function withholdContent(attributes: Record<string, unknown>, allowed: Capture, keyOf: () => string): void {
  let withheld: Map<string, string[]> | undefined;
  for (const name in attributes) {
    if (!isWithheld(name, attributes, allowed)) continue;
    withheld ??= new Map();
    const group = groupOf(name);
    withheld.set(group, [...(withheld.get(group) ?? []), textOf(attributes[name])]);
    delete attributes[name];
  }
  if (withheld === undefined) return;
  const key = keyOf();
  const groups = [...withheld].slice(0, MAX_NAMED);
  const sizes = groups.map(
    ([name, texts]) => `${name}=${texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)}`,
  );
  const digests = groups.map(([name, texts]) => `${name}=${contentDigest(key, texts.join('\n'))}`);
  append(attributes, own.ATTR_CONTENT_WITHHELD, sizes);
  if (key !== '') append(attributes, own.ATTR_CONTENT_DIGESTS, digests);
}

/** `gen_ai.prompt.3.content` is one of many: `gen_ai.prompt`. */
function groupOf(name: string): string {
  return /^(.*?)\.\d+(?:\.|$)/.exec(name)?.[1] ?? name;
}

/** A span that has been prepared before keeps what was said then. */
function append(attributes: Record<string, unknown>, name: string, entries: readonly string[]): void {
  const before = attributes[name];
  attributes[name] = Array.isArray(before) ? [...(before as readonly string[]), ...entries] : entries;
}
