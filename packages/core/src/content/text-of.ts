/** Any value of an attribute as text: itself, or its JSON, with the large integers of OTLP in it. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? String(each) : each)) ?? '';
}
