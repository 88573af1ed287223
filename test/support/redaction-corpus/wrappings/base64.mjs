import { joined } from './parts.mjs';

const shortest = 8;

/** A value as base64, and which part of that is the secret: the groups of four that hold nothing else. */
function encoded(parts, encoding) {
  const text = Buffer.from(joined(parts)).toString(encoding);
  const start = Buffer.byteLength(parts.before);
  const end = start + Buffer.byteLength(parts.secret);
  const first = Math.ceil(start / 3) * 4;
  const last = parts.after === '' ? text.length : Math.floor(end / 3) * 4;
  if (last - first < shortest) return { before: '', secret: text, after: '' };
  return { before: text.slice(0, first), secret: text.slice(first, last), after: text.slice(last) };
}

/** Base64 of the whole value. @type {(parts: import('./parts.mjs').Parts) => import('./parts.mjs').Parts} */
export function base64(parts) {
  return encoded(parts, 'base64');
}

/** The same in the alphabet of URLs, without padding. @type {typeof base64} */
export function base64Url(parts) {
  return encoded(parts, 'base64url');
}
