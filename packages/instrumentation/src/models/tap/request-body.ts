import { isRecord, parse, type Json } from '../formats/json.ts';

/** Largest body that is parsed, in characters or bytes. A larger one is only known by its path. */
export const MAX_BODY = 16 * 1024 * 1024;

/** What could be learnt of a request's body: parsed, or why it was not. */
export type BodyFacts = Json | 'too large' | 'unreadable' | 'unknown';

/**
 * The body of a request, without consuming it. Only what is in memory anyway can be read: texts and bytes. A stream can
 * be read once, and that is not for us.
 */
export function bodyOf(body: unknown): BodyFacts {
  if (typeof body === 'string') return body.length > MAX_BODY ? 'too large' : parsed(body);
  const bytes = bytesOf(body);
  if (bytes === undefined) return body === undefined || body === null ? 'unknown' : 'unreadable';
  return bytes.byteLength > MAX_BODY ? 'too large' : parsed(bytes.toString('utf8'));
}

function parsed(source: string): BodyFacts {
  const body = parse(source);
  return isRecord(body) ? body : 'unknown';
}

function bytesOf(body: unknown): Buffer | undefined {
  if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return body instanceof ArrayBuffer ? Buffer.from(body) : undefined;
}

/** A header of a call of `fetch`, in whatever form headers may be given. */
export function headerIn(headers: unknown, name: string): string | undefined {
  if (typeof headers !== 'object' || headers === null) return undefined;
  if (typeof (headers as Headers).get === 'function') return (headers as Headers).get(name) ?? undefined;
  const entries = Array.isArray(headers) ? (headers as unknown[]) : Object.entries(headers);
  for (const entry of entries) {
    if (!Array.isArray(entry)) continue;
    const [key, value] = entry as unknown[];
    if (typeof key === 'string' && typeof value === 'string' && key.toLowerCase() === name) return value;
  }
  return undefined;
}
