import { alphabets } from '../random/alphabets.mjs';
import { draw } from '../random/pattern.mjs';

/** Base64 cut into lines, as PEM files have it. @type {(body: string, width?: number) => string} */
export function lines(body, width = 64) {
  return body.match(new RegExp(`.{1,${width}}`, 'g')).join('\n');
}

/**
 * A PEM block: the label, how the key of this format starts in base64, and how long it is.
 * @param {() => number} random
 * @param {{ label: string, start: string, length: number, head?: string, width?: number }} format
 * @returns {string}
 */
export function pem(random, { label, start, length, head = '', width }) {
  const body = lines(`${start}${draw(random, alphabets.b64, length)}`, width);
  return `-----BEGIN ${label}-----\n${head}${body}\n-----END ${label}-----`;
}

/** A PKCS#8 key as it stands in a JSON string: with its line ends escaped. @type {(random: () => number) => string} */
export function escapedPem(random) {
  return pem(random, { label: 'PRIVATE KEY', start: 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj', length: 1560 })
    .concat('\n')
    .replaceAll('\n', String.raw`\n`);
}
