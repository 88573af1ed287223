import { ANY_BASE64, EQUALS, runEnd } from '../rules/characters.ts';

/** Shortest text that is worth decoding, and longest, in characters. */
const MIN_LENGTH = 11;
const MAX_LENGTH = 64 * 1024;
/** Characters that are looked at before the whole is decoded: nearly everything that is no text fails here. */
const PROBE = 8;
const HEAD = 48;

const values = new Uint8Array(128).fill(255);
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
for (let index = 0; index < alphabet.length; index += 1) values[alphabet.charCodeAt(index)] = index;
values[45] = 62; // base64url
values[95] = 63;

/** Text inside base64. */
export interface Encoded {
  readonly text: string;
  readonly end: number;
}

/** The text that is encoded in base64 or base64url (RFC 4648) from `start` on; undefined where there is none. */
export function encodedAt(text: string, start: number): Encoded | undefined {
  if (!beginsText(text, start) || !isText(decode(text, start, runEnd(text, start, ANY_BASE64, HEAD)))) return undefined;
  const end = runEnd(text, start, ANY_BASE64, MAX_LENGTH);
  if (end - start < MIN_LENGTH) return undefined;
  const decoded = decode(text, start, end);
  return isText(decoded) ? { text: decoded, end: runEnd(text, end, EQUALS, 2) } : undefined;
}

function decode(text: string, start: number, end: number): string {
  return Buffer.from(text.slice(start, end), 'base64').toString('utf8');
}

/** Whether the first six bytes are printable. */
function beginsText(text: string, start: number): boolean {
  for (let index = start; index < start + PROBE; index += 4) {
    const bits =
      (valueAt(text, index) << 18) |
      (valueAt(text, index + 1) << 12) |
      (valueAt(text, index + 2) << 6) |
      valueAt(text, index + 3);
    if (bits < 0 || !isPrintable((bits >> 16) & 255) || !isPrintable((bits >> 8) & 255) || !isPrintable(bits & 255))
      return false;
  }
  return true;
}

/** Negative, once it is shifted into place, for what is not of the alphabet. */
function valueAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  const value = code < 128 ? (values[code] ?? 255) : 255;
  return value === 255 ? -1 : value;
}

function isPrintable(byte: number): boolean {
  return (byte >= 32 && byte !== 127) || byte === 9 || byte === 10 || byte === 13;
}

/** Printable from beginning to end; the last bytes may be torn. */
function isText(decoded: string): boolean {
  const whole = decoded.slice(0, -2);
  return /^[\t\n\r\x20-\x7e\u00a0-\uffff]*$/.test(whole) && !whole.includes('\ufffd');
}
