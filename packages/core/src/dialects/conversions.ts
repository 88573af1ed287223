import type { AttributeValue } from '@opentelemetry/api';
import type { Conversion, Rename } from './dialect.ts';

/** A rename whose value is converted. */
export function to(name: string, as: Conversion): Rename {
  return { to: name, as };
}

/** Text as it is. */
export const text: Conversion = (value) => (typeof value === 'string' && value !== '' ? value : undefined);

/** Ids are texts in the conventions, whatever they were on the wire. */
export const idText: Conversion = (value) =>
  typeof value === 'number' || typeof value === 'bigint' ? String(value) : text(value);

/** A whole number that is not negative; some libraries write counts as text. */
export const count: Conversion = (value) => {
  const number =
    typeof value === 'string' && value !== '' ? Number(value) : typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
};

/** A number that is finite. */
export const number: Conversion = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);

/** A duration in milliseconds as seconds. */
export const seconds: Conversion = (value) =>
  typeof value === 'number' && Number.isFinite(value) ? value / 1000 : undefined;

/** One text as a list of one; a list, and the JSON of one, as it is. */
export const textList: Conversion = (value) => {
  const parsed = typeof value === 'string' && value.startsWith('[') ? json(value) : value;
  const items = Array.isArray(parsed) ? parsed.filter((item): item is string => typeof item === 'string') : [parsed];
  return items.every((item): item is string => typeof item === 'string' && item !== '') && items.length > 0
    ? items
    : undefined;
};

/** Any value as JSON; a text that is JSON already stays as it is. */
export const jsonText: Conversion = (value) => {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && json(value) !== undefined) return value;
  return JSON.stringify(value);
};

/** JSON of a value in the list of the first argument, if that is not empty. */
export function listJson(items: readonly unknown[]): AttributeValue | undefined {
  return items.length === 0 ? undefined : JSON.stringify(items);
}

/** Picks the value that a table gives for a text. */
export function oneOf(table: Readonly<Record<string, string>>): Conversion {
  const values = new Map(Object.entries(table));
  return (value) => (typeof value === 'string' ? values.get(value) : undefined);
}

/** Longest JSON that is parsed, in characters. */
const MAX_JSON = 1_000_000;

/** What a text of JSON says; undefined for everything else. */
export function json(value: unknown): unknown {
  if (typeof value !== 'string' || value.length > MAX_JSON) return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

/** An object of JSON, or of a text of it; empty where there is none. */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  const parsed = typeof value === 'string' ? json(value) : value;
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    ? (parsed as Record<string, unknown>)
    : {};
}

/** A list of JSON, or of a text of it; empty where there is none. */
export function list(value: unknown): readonly unknown[] {
  const parsed = typeof value === 'string' ? json(value) : value;
  return Array.isArray(parsed) ? parsed : [];
}
