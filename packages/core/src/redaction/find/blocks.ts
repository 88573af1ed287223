import { ALNUM, DASH, DOT, EQUALS, PLUS, setsOf, SLASH, SPACE } from '../rules/characters.ts';
import { foldCharacter } from '../view/fold.ts';
import type { Found, StandIn } from './found.ts';

/** What stands in front of every armoured block. */
const BEGIN = '-----BEGIN ';
/** Longest key that is taken as one, in characters. */
const MAX_BLOCK = 64 * 1024;
const LABEL = /[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/y;
/** What an armoured block consists of, escaped line ends included. */
const BODY = ALNUM | PLUS | SLASH | EQUALS | SPACE | DASH | DOT;

const PUBLIC =
  /[A-Z0-9 ]{0,40}(?:CERTIFICATE(?: REQUEST)?|PUBLIC KEY|PUBLIC KEY BLOCK|CRL|PARAMETERS|SIGNATURE)-----[\sA-Za-z0-9+/=\\]{0,65536}-----END /y;

/** A certificate or public key: nothing in it is secret, whatever its letters look like. */
function publicBlockAt(text: string, start: number): StandIn | undefined {
  PUBLIC.lastIndex = start + BEGIN.length;
  return PUBLIC.test(text) ? { end: PUBLIC.lastIndex } : undefined;
}

const PUTTY = /Private-Lines: \d{1,4}/y;

/** The private half of a file of PuTTY, line for line. */
export function puttyKeyAt(text: string, start: number): Found | undefined {
  PUTTY.lastIndex = start;
  if (!PUTTY.test(text)) return undefined;
  const from = PUTTY.lastIndex;
  const limit = Math.min(text.length, from + MAX_BLOCK);
  let end = from;
  while (end < limit && isBody(text.charCodeAt(end)) && !text.startsWith('Private-MAC', end)) end += 1;
  return end - from > 20 ? { start: from, end, class: 'private_key' } : undefined;
}

/** A private key in its armour (RFC 7468, OpenPGP), whether its end is there or has been cut off. */
export function blockAt(text: string, start: number): Found | StandIn | undefined {
  if (!text.startsWith(BEGIN, start)) return undefined;
  LABEL.lastIndex = start + BEGIN.length;
  if (!LABEL.test(text)) return publicBlockAt(text, start);
  const limit = Math.min(text.length, start + MAX_BLOCK);
  let end = LABEL.lastIndex;
  while (end < limit && isBody(text.charCodeAt(end))) {
    const isEnd = text.charCodeAt(end) === 45 && text.startsWith('-----END ', end);
    if (isEnd) return { start, end: endOfLine(text, end), class: 'private_key' };
    end += 1;
  }
  return end > LABEL.lastIndex + 16 ? { start, end, class: 'private_key' } : undefined;
}

/** Backslash, comma, colon and brackets are in headers of a block and in escapes of its line ends. */
function isBody(code: number): boolean {
  if (code > 127) return foldCharacter(code) === ''; // Characters without width hide nothing.
  return (setsOf(code) & BODY) !== 0 || code === 92 || code === 44 || code === 58 || code === 40 || code === 41;
}

function endOfLine(text: string, start: number): number {
  const close = text.indexOf('-----', start + 9);
  return close === -1 || close > start + 80 ? start + 9 : close + 5;
}
