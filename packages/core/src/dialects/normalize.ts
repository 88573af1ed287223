import type { AttributeValue } from '@opentelemetry/api';
import { ATTR_NORMALIZED_FROM } from '../vocabulary/own-names.ts';
import type { Dialect, Rename } from './dialect.ts';
import { dialects } from './dialects.ts';
import { KeyIndex } from './key-index.ts';

/** A span whose attributes can be changed: of the SDK, of OTLP, or any other. */
export interface MutableSpan {
  name: string;
  readonly attributes: Record<string, unknown>;
  /** Name of the instrumentation scope. */
  readonly scope: string;
}

/** How spans are read. */
export interface NormalizeOptions {
  /** Takes away what has got a current name. Default: everything stays. */
  readonly dropSource?: boolean;
}

const byKey = new KeyIndex<Dialect>();
const byScope = new Map<string, Dialect[]>();
for (const dialect of dialects) {
  for (const mark of dialect.marks) byKey.add(mark, dialect);
  for (const scope of dialect.scopes ?? []) byScope.set(scope, [...(byScope.get(scope) ?? []), dialect]);
}

/**
 * Gives a span that others have made the current names of the conventions. What is there under a current name is never
 * replaced, what is not understood stays, and a second time changes nothing.
 *
 * @returns names of the dialects that have added something
 */
export function normalizeSpan(span: MutableSpan, { dropSource = false }: NormalizeOptions = {}): readonly string[] {
  const spoken = dialectsOf(span);
  if (spoken === undefined) return [];
  const changed: string[] = [];
  for (const dialect of dialects) {
    if (spoken.has(dialect) && translate(span, dialect, dropSource)) changed.push(dialect.name);
  }
  if (changed.length > 0) span.attributes[ATTR_NORMALIZED_FROM] ??= changed.join(',');
  return changed;
}

function dialectsOf({ attributes, scope }: MutableSpan): ReadonlySet<Dialect> | undefined {
  let spoken: Set<Dialect> | undefined;
  const add = (dialect: Dialect): void => {
    if (dialect.accepts === undefined || dialect.accepts(attributes)) (spoken ??= new Set()).add(dialect);
  };
  for (const dialect of byScope.get(scope) ?? []) add(dialect);
  for (const key in attributes) for (const dialect of byKey.find(key)) add(dialect);
  return spoken;
}

/** @returns whether anything was added */
function translate(span: MutableSpan, { renames, derive }: Dialect, dropSource: boolean): boolean {
  const { attributes } = span;
  const derived = derive?.(span) ?? {};
  let changed = false;
  const add = (name: string, value: AttributeValue | undefined): void => {
    if (value === undefined || attributes[name] !== undefined) return;
    attributes[name] = value;
    changed = true;
  };
  for (const [key, rename] of Object.entries(renames)) {
    const value = attributes[key];
    if (value === undefined) continue;
    for (const each of asList(rename)) addRenamed(each, value, add);
  }
  for (const [name, value] of Object.entries(derived)) add(name, value);
  if (dropSource) dropSources(attributes, renames);
  return changed;
}

/** What has got a current name goes; what could not be converted stays. */
function dropSources(attributes: Record<string, unknown>, renames: Dialect['renames']): void {
  for (const [key, rename] of Object.entries(renames)) {
    const names = asList(rename).map((each) => (typeof each === 'string' ? each : each.to));
    if (names.some((name) => name !== key && attributes[name] !== undefined)) delete attributes[key];
  }
}

function addRenamed(
  rename: Rename,
  value: unknown,
  add: (name: string, value: AttributeValue | undefined) => void,
): void {
  if (typeof rename !== 'string') return add(rename.to, rename.as(value));
  return isAttributeValue(value) ? add(rename, value) : undefined;
}

function asList(rename: Rename | readonly Rename[]): readonly Rename[] {
  return Array.isArray(rename) ? (rename as readonly Rename[]) : [rename as Rename];
}

function isAttributeValue(value: unknown): value is AttributeValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || Array.isArray(value);
}
