import { spanColumns, type SpanColumn } from '../schema/span-columns.ts';

const columns = Object.entries<SpanColumn>(spanColumns);

/** A row of COPY as JSON by column, for people who look into the quarantine. Bytes are in hexadecimal, numbers are texts. */
export function rowJson(row: Buffer): string {
  let at = 2;
  const members = columns.map(([name, { type }]) => {
    const length = row.readInt32BE(at);
    const field = length < 0 ? undefined : row.subarray(at + 4, at + 4 + length);
    at += 4 + Math.max(0, length);
    return `${JSON.stringify(name)}: ${field === undefined ? 'null' : fieldJson(type, field)}`;
  });
  return `{${members.join(', ')}}`;
}

function fieldJson(type: SpanColumn['type'], field: Buffer): string {
  if (type === 'jsonb') return field.toString('utf8', 1);
  if (type === 'bool') return String(field[0] === 1);
  return JSON.stringify(readers[type](field));
}

const readers = {
  bytea: (field) => field.toString('hex'),
  text: (field) => field.toString('utf8'),
  int2: (field) => String(field.readInt16BE()),
  int8: (field) => String(field.readBigInt64BE()),
  float8: (field) => String(field.readDoubleBE()),
  timestamptz: (field) => String(field.readBigInt64BE()),
} satisfies Partial<Record<SpanColumn['type'], (field: Buffer) => string>>;
