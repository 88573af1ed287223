import type { WireRecord, WireValue } from '@mcp-otel/pipeline';
import { safeText } from './safe-text.ts';

/**
 * JSON exactly as Postgres prints it from `jsonb`: keys by length in bytes and then by bytes, `", "` and `": "`, numbers
 * without exponents. So what comes back from the database is, byte for byte, what was sent. What is no JSON is told in a
 * text: NaN and infinities, and bytes in hexadecimal.
 */
export function canonicalJson(record: WireRecord): string {
  const { keys, openings } = orderOf(Object.keys(record));
  let text = '{';
  for (let index = 0; index < keys.length; index += 1)
    text += `${openings[index] ?? ''}${valueJson(record[keys[index] ?? ''] ?? null)}`;
  return `${text}}`;
}

/** Keys in the order of their canonical names, and what stands before the value of each. */
interface Order {
  readonly keys: readonly string[];
  readonly openings: readonly string[];
}

/** Orders of the sets of keys that were seen: spans of one kind have the same. */
const orders = new Map<string, Order>();
const MAX_ORDERS = 1_000;
/** Keys of a set that is kept, in UTF-16 units. */
const MAX_KEPT = 4_096;

function orderOf(found: readonly string[]): Order {
  const set = found.join('\0');
  const known = orders.get(set);
  // A key with a NUL looks like two, which no kept set has.
  if (known?.keys.length === found.length) return known;
  const order = computedOrder(found);
  if (orders.size >= MAX_ORDERS) orders.clear();
  if (set.length <= MAX_KEPT && !found.some((key) => key.includes('\0'))) orders.set(set, order);
  return order;
}

/** Of keys that become the same name the last counts, as in `jsonb`. */
function computedOrder(found: readonly string[]): Order {
  const names = [...new Map(found.map((key) => [safeText(key), key]))].toSorted(([one], [other]) =>
    compareKeys(one, other),
  );
  return {
    keys: names.map(([, key]) => key),
    openings: names.map(([name], index) => `${index === 0 ? '' : ', '}${JSON.stringify(name)}: `),
  };
}

/** A list of values in the same form. */
export function canonicalList(items: readonly WireValue[]): string {
  return `[${items.map(valueJson).join(', ')}]`;
}

function valueJson(value: WireValue): string {
  if (typeof value === 'string') return textJson(value);
  if (typeof value === 'number') return numberJson(value);
  if (typeof value === 'bigint' || typeof value === 'boolean' || value === null) return String(value);
  if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString('hex'));
  return isList(value) ? canonicalList(value) : canonicalJson(value);
}

function isList(value: readonly WireValue[] | WireRecord): value is readonly WireValue[] {
  return Array.isArray(value);
}

/** What Postgres refuses is in JSON an escape: without one there is nothing to look for. */
function textJson(text: string): string {
  const json = JSON.stringify(text);
  return json.includes(String.raw`\u`) ? JSON.stringify(safeText(text)) : json;
}

function numberJson(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  return Number.isFinite(value) ? plainNumber(value) : `"${value}"`;
}

/** Digits only: 1e21 is 1000000000000000000000, and 1e-7 is 0.0000001. */
function plainNumber(value: number): string {
  const text = String(value);
  const [mantissa = '', exponent] = text.split('e');
  if (exponent === undefined) return text;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const power = Number(exponent);
  if (power > 0) return sign + whole + fraction.padEnd(power, '0');
  return `${sign}0.${'0'.repeat(-power - 1)}${whole}${fraction}`;
}

function compareKeys(one: string, other: string): number {
  const lengths = Buffer.byteLength(one) - Buffer.byteLength(other);
  return lengths === 0 ? Buffer.compare(Buffer.from(one), Buffer.from(other)) : lengths;
}
