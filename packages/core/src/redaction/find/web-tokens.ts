import { DOT, runEnd, WORD } from '../rules/characters.ts';
import type { Found } from './found.ts';

/** Longest token that is taken as one, in characters. */
const MAX_TOKEN = 16 * 1024;
/** `{"` in base64url, in both alignments that a header can begin with. */
const HEADER = /^ey[A-Za-z0-9_-]{10,}$/;

/**
 * A JSON Web Token: three parts where it is signed (RFC 7519), five where it is encrypted (RFC 7516).
 *
 * @param headerEnd end of the run of letters, digits, `_` and `-` from `start` on
 */
export function webTokenAt(text: string, start: number, headerEnd: number): Found | undefined {
  if (text.charAt(headerEnd) !== '.' || !isHeader(text.slice(start, headerEnd))) return undefined;
  const end = runEnd(text, start, WORD | DOT, MAX_TOKEN);
  const whole = text.charAt(end - 1) === '.' && text.slice(start, end).split('.').length !== 3 ? end - 1 : end;
  return whole - headerEnd > 8 ? { start, end: whole, class: 'jwt' } : undefined;
}

/** The first part is JSON that names an algorithm, or at least JSON. */
function isHeader(part: string): boolean {
  if (part.length > 2_048 || !HEADER.test(part)) return false;
  const json = Buffer.from(part, 'base64url').toString('latin1');
  return /^\{\s*"[^"]{1,32}"\s*:/.test(json);
}
