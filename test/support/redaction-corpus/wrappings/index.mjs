import { base64, base64Url } from './base64.mjs';
import { htmlEntities, jsonSlash, jsonUnicode, urlAll, urlEscaped } from './characters.mjs';
import { zeroWidth } from './invisible.mjs';
import { lookAlike, madeOfDigits } from './look-alike.mjs';
import { eachPart } from './parts.mjs';

/**
 * A way to write a value that reads the same to whom it is for.
 * @typedef {{
 *   wrapping: string,
 *   syntax?: import('../carriers.mjs').Syntax,
 *   wrap(parts: import('./parts.mjs').Parts, random: () => number): import('./parts.mjs').Parts,
 * }} Wrapping
 */

const everywhere = (change) => (parts, random) => eachPart(parts, (text) => change(text, random));

/** Look-alikes stand for the digits of the secret; its label stays what it is. */
function onlyDigits(parts, random) {
  return madeOfDigits(parts.secret) ? { ...parts, secret: lookAlike(parts.secret, random) } : parts;
}

/** All wrappings, `plain` first. @type {Wrapping[]} */
export const wrappings = [
  { wrapping: 'plain', wrap: (parts) => parts },
  { wrapping: 'url', syntax: 'url', wrap: everywhere(urlEscaped) },
  { wrapping: 'url-all', syntax: 'url', wrap: everywhere(urlAll) },
  { wrapping: 'json-unicode', syntax: 'json', wrap: everywhere(jsonUnicode) },
  { wrapping: 'json-slash', syntax: 'json', wrap: everywhere(jsonSlash) },
  { wrapping: 'html', syntax: 'html', wrap: everywhere(htmlEntities) },
  { wrapping: 'base64', wrap: base64 },
  { wrapping: 'base64url', wrap: base64Url },
  { wrapping: 'zero-width', wrap: everywhere(zeroWidth) },
  { wrapping: 'look-alike', wrap: onlyDigits },
];
