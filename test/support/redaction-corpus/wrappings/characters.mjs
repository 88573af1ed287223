import { chosen } from './chance.mjs';
import { jsonEscaped, xmlEscaped } from '../carriers.mjs';

const named = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '/': '&sol;',
  ':': '&colon;',
  '.': '&period;',
  '@': '&commat;',
  _: '&lowbar;',
  '=': '&equals;',
  '+': '&plus;',
};

const hex = (number, width) => number.toString(16).padStart(width, '0');

/** Every UTF-16 unit as \uXXXX. */
function jsonUnits(character) {
  return Array.from(
    { length: character.length },
    (_, place) => String.raw`\u${hex(character.charCodeAt(place), 4)}`,
  ).join('');
}

/** JSON escapes for some or all characters. @type {(text: string, random: () => number) => string} */
export function jsonUnicode(text, random) {
  return chosen(text, random, jsonUnits, jsonEscaped);
}

/** JSON as PHP writes it: slashes with a backslash. @type {(text: string) => string} */
export function jsonSlash(text) {
  return jsonEscaped(text).replaceAll('/', String.raw`\/`);
}

/** Percent signs where a URL needs them. @type {(text: string) => string} */
export function urlEscaped(text) {
  return encodeURIComponent(text);
}

/** Percent signs for every byte. @type {(text: string) => string} */
export function urlAll(text) {
  return [...Buffer.from(text)].map((byte) => `%${hex(byte, 2).toUpperCase()}`).join('');
}

/** A character as an entity: by name, as a decimal or as a hexadecimal number. */
function entity(character, random) {
  const code = character.codePointAt(0) ?? 0;
  const draw = random();
  if (draw < 0.34 && named[character]) return named[character];
  return draw < 0.67 ? `&#${code};` : `&#x${hex(code, 1)};`;
}

/** HTML entities for some or all characters. @type {(text: string, random: () => number) => string} */
export function htmlEntities(text, random) {
  return chosen(text, random, (character) => entity(character, random), xmlEscaped);
}
