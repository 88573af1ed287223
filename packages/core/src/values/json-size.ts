import { types } from 'node:util';
import { MAX_DEPTH } from './limits.ts';

/** Values that are visited before the size is called unknown. */
const MAX_VISITS = 10_000;
/** Longest string that is measured, in characters: its bytes have to be counted. */
const MAX_STRING = 2_000_000;

/**
 * Bytes of a value's JSON in UTF-8, escapes not counted; undefined when the value is too large or too odd to measure
 * without running the application's code. The work is bounded by the number of values and the length of a string; only
 * the keys of an object have to be listed before their number is known.
 */
export function jsonSize(value: unknown): number | undefined {
  if (value === undefined) return 0;
  const walk: Walk = { visits: 0, known: true };
  const bytes = sizeOf(value, 0, walk);
  return walk.known ? bytes : undefined;
}

interface Walk {
  visits: number;
  known: boolean;
}

function sizeOf(value: unknown, depth: number, walk: Walk): number {
  walk.visits += 1;
  switch (typeof value) {
    case 'string':
      return value.length > MAX_STRING ? unknown(walk) : Buffer.byteLength(value) + 2;
    case 'number':
      return String(value).length;
    case 'boolean':
      return value ? 4 : 5;
    case 'object':
      return value === null ? 4 : objectSize(value, depth, walk);
    default:
      return unknown(walk);
  }
}

function objectSize(value: object, depth: number, walk: Walk): number {
  const odd = types.isProxy(value) || ArrayBuffer.isView(value) || depth > MAX_DEPTH * 8;
  if (odd || walk.visits > MAX_VISITS) return unknown(walk);
  return Array.isArray(value) ? arraySize(value, depth, walk) : recordSize(value, depth, walk);
}

function arraySize(items: readonly unknown[], depth: number, walk: Walk): number {
  if (items.length > MAX_VISITS) return unknown(walk);
  let bytes = 1 + Math.max(1, items.length);
  for (let index = 0; index < items.length && walk.known; index += 1) {
    bytes += memberSize(items, String(index), depth, walk) ?? 4; // What JSON cannot hold in an array becomes null.
  }
  return bytes;
}

function recordSize(record: object, depth: number, walk: Walk): number {
  const keys = Object.keys(record);
  if (keys.length > MAX_VISITS) return unknown(walk);
  let bytes = 1;
  for (const key of keys) {
    const size = memberSize(record, key, depth, walk);
    if (!walk.known) return 0;
    if (size !== undefined) bytes += Buffer.byteLength(key) + 4 + size;
  }
  return Math.max(2, bytes);
}

/** Size of a data property; undefined for one that JSON leaves out. An accessor makes the whole unknown. */
function memberSize(owner: object, key: string, depth: number, walk: Walk): number | undefined {
  const descriptor = Object.getOwnPropertyDescriptor(owner, key);
  if (descriptor?.get !== undefined || descriptor?.set !== undefined) return unknown(walk);
  return descriptor?.value === undefined ? undefined : sizeOf(descriptor.value, depth + 1, walk);
}

function unknown(walk: Walk): number {
  walk.known = false;
  return 0;
}
