import type { WireRecord, WireValue } from '@mcp-otel/pipeline';
import { safeText } from './safe-text.ts';

/**
 * JSON exactly as Postgres prints it from `jsonb`: keys by length in bytes and then by bytes, `", "` and `": "`, numbers
 * without exponents. So what comes back from the database is, byte for byte, what was sent. What is no JSON is told in a
 * text: NaN and infinities, and bytes in hexadecimal.
 */
export function canonicalJson(record: WireRecord): string {
  const keys = new Map(Object.keys(record).map((key) => [safeText(key), key]));
  const ordered = keys.size < 2 ? [...keys] : [...keys].toSorted(([one], [other]) => compareKeys(one, other));
  const members = ordered.map(([name, key]) => `${JSON.stringify(name)}: ${valueJson(record[key] ?? null)}`);
  return `{${members.join(', ')}}`;
}

/** A list of values in the same form. */
export function canonicalList(items: readonly WireValue[]): string {
  return `[${items.map(valueJson).join(', ')}]`;
}

function valueJson(value: WireValue): string {
  if (typeof value === 'string') return JSON.stringify(safeText(value));
  if (typeof value === 'number') return Number.isFinite(value) ? plainNumber(value) : `"${String(value)}"`;
  if (typeof value === 'bigint' || typeof value === 'boolean' || value === null) return String(value);
  if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString('hex'));
  return isList(value) ? canonicalList(value) : canonicalJson(value);
}

function isList(value: readonly WireValue[] | WireRecord): value is readonly WireValue[] {
  return Array.isArray(value);
}

/** Digits only: 1e21 is 1000000000000000000000, and 1e-7 is 0.0000001. */
function plainNumber(value: number): string {
  const text = String(value === 0 ? 0 : value);
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
