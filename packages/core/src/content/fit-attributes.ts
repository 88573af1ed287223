import type { AttributeValue } from '@opentelemetry/api';
import { json } from '../dialects/conversions.ts';
import { boundedJson } from '../values/bounded-json.ts';
import { MAX_SPAN_BYTES, MAX_VALUE_BYTES } from '../values/limits.ts';
import { attributeBytes } from '../values/safe-attributes.ts';
import { safeText } from '../values/safe-text.ts';
import * as own from '../vocabulary/own-names.ts';
import { contentDigest } from './digest.ts';
import { textOf } from './text-of.ts';

/** Values below this size are never left out: usage, ids, names and everything else that is counted by. */
const SMALL_BYTES = 512;
/** Larger JSON is not read to be cut: it is cut as text. */
const MAX_PARSED = 1_000_000;
/** Most cuts that are told one by one. */
const MAX_NAMED = 32;

/** What is left of a span's bytes. */
export interface Budget {
  left: number;
}

/** The budget of one span. */
export function newBudget(): Budget {
  return { left: MAX_SPAN_BYTES };
}

/**
 * Keeps attributes to 8 KB a value and 64 KB a span. Small values come first, whatever their order, so that content never
 * pushes out usage. JSON stays JSON when it is cut. Original size and keyed digest of what was cut are told in
 * `mcp_otel.truncated_values`.
 */
export function fitAttributes(attributes: Record<string, unknown>, budget: Budget, key: () => string): void {
  let large: string[] | undefined;
  for (const name in attributes) {
    const bytes = bytesOf(attributes[name]);
    if (bytes <= SMALL_BYTES) budget.left -= bytes + name.length;
    else (large ??= []).push(name);
  }
  if (large === undefined) return;
  const cuts = large.flatMap((name) => cut(attributes, name, budget, key));
  if (cuts.length === 0) return;
  attributes[own.ATTR_TRUNCATED] = true;
  attributes[own.ATTR_TRUNCATED_VALUES] = cuts.slice(0, MAX_NAMED);
}

/** @returns what was cut, if anything was */
function cut(attributes: Record<string, unknown>, name: string, budget: Budget, key: () => string): readonly string[] {
  const value = attributes[name];
  const bytes = bytesOf(value);
  const room = Math.min(MAX_VALUE_BYTES, budget.left - name.length);
  if (bytes <= room) {
    budget.left -= bytes + name.length;
    return [];
  }
  const text = textOf(value);
  const kept = room < SMALL_BYTES ? undefined : shortened(text, room);
  budget.left -= kept === undefined ? 0 : Buffer.byteLength(kept) + name.length;
  if (kept === undefined) delete attributes[name];
  else attributes[name] = kept;
  const digest = contentDigest(key(), text);
  return [`${name}=${bytes}${digest === undefined ? '' : `:${digest}`}`];
}

/** JSON is cut inside, so that it can still be read. */
function shortened(text: string, room: number): string {
  const isJson = text.length <= MAX_PARSED && /^\s*[[{]/.test(text);
  const parsed = isJson ? json(text) : undefined;
  return parsed === undefined ? safeText(text, room) : boundedJson(parsed, { maxBytes: room }).text;
}

function bytesOf(value: unknown): number {
  if (typeof value === 'string') return value.length <= SMALL_BYTES / 3 ? value.length : Buffer.byteLength(value);
  if (typeof value !== 'object' || value === null) return 8;
  return Array.isArray(value) ? attributeBytes(value as AttributeValue) : Buffer.byteLength(textOf(value));
}
