import { MAX_NAME_LENGTH, MAX_VALUE_BYTES } from './limits.ts';

/** What stands where text was cut. */
const ELLIPSIS = '…';
const ELLIPSIS_BYTES = 3;

const NUL = /\0/g;
// Either half of a surrogate pair, or NUL: rare enough that clean text never pays for the repair.
const SUSPECT = /[\0\ud800-\udfff]/;

/**
 * Text that every backend accepts: well-formed UTF-16, no NUL (Postgres refuses it), at most `maxBytes` bytes of UTF-8.
 * Time is bounded by `maxBytes`, however long the text is.
 */
export function safeText(text: string, maxBytes: number = MAX_VALUE_BYTES): string {
  const candidate = text.length > maxBytes ? text.slice(0, maxBytes + 1) : text;
  // Repaired before it is cut: what stands for a NUL is three bytes long.
  const repaired = SUSPECT.test(candidate) ? candidate.toWellFormed().replace(NUL, '\ufffd') : candidate;
  const fits = repaired.length * 3 <= maxBytes || Buffer.byteLength(repaired) <= maxBytes;
  return fits && candidate === text ? repaired : cut(repaired, maxBytes);
}

/** A name that a peer chose, fit for span names and attributes; undefined when it is not a string or number. */
export function safeName(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return undefined;
  if (value.length > MAX_NAME_LENGTH) return safeText(`${value.slice(0, MAX_NAME_LENGTH - 1)}${ELLIPSIS}`);
  return SUSPECT.test(value) ? safeText(value) : value;
}

/** The longest beginning that fits with an ellipsis; no character is torn. */
function cut(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text, 'utf8').subarray(0, Math.max(0, maxBytes - ELLIPSIS_BYTES));
  return bytes.subarray(0, wholeCharacters(bytes)).toString('utf8') + ELLIPSIS;
}

/** Length without the bytes of a character that the cut went through. */
function wholeCharacters(bytes: Uint8Array): number {
  let lead = bytes.length - 1;
  while (lead >= 0 && ((bytes[lead] ?? 0) & 0xc0) === 0x80) lead -= 1;
  const first = bytes[lead] ?? 0;
  const width = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  return lead + width <= bytes.length ? bytes.length : Math.max(0, lead);
}
