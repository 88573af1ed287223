/** Parsed JSON of an application or a peer: nothing about it is certain. */
export type Json = Readonly<Record<string, unknown>>;

const nothing: Json = Object.freeze({});

/** The value as an object; an empty one for anything else. */
export function record(value: unknown): Json {
  return isRecord(value) ? value : nothing;
}

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a list of objects; what is none is left out. */
export function records(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as unknown[]).filter(isRecord) : [];
}

/** The value if it is a text, and not an empty one. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The value if it is a number. */
export function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Only what is there. */
export function definedOf<Facts extends object>(facts: Facts): Partial<Facts> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<Facts>;
}

/** A value as JSON; nothing for what is nested too deep to be written, though it can be read. */
export function stringify(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}

/** JSON that may be cut off or no JSON at all. */
export function parse(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

/** Arguments of a tool call as a model wrote them; a text that is no JSON stays a text. */
export function parseArguments(given: unknown): unknown {
  if (typeof given !== 'string') return given;
  return given === '' ? {} : (parse(given) ?? given);
}
