import { markerLength } from '../marker.ts';
import { Stops } from './stops.ts';

/** Longest value, in characters. */
const MAX_QUOTED = 4_096;
const MAX_UNQUOTED = 1_024;
const MAX_GAP = 12;

const ofLine = new Stops(' \t\r\n\u00a0"\'`\\');
const ofList = new Stops(' \t\r\n\u00a0"\'`\\<>,;)}]&([');
const ofHeader = new Stops('\r\n"\'`\\<>');

/** A value and where it stands. */
export interface Value {
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** How an unquoted value ends: with its line's next space, with the list that it stands in, or with its header. */
export type ValueEnd = 'line' | 'list' | 'header';

const stops: Readonly<Record<ValueEnd, Stops>> = { line: ofLine, list: ofList, header: ofHeader };

/** Reads a value: between its quotes, however they are escaped, or up to where an unquoted one ends. */
export function readValue(text: string, from: number, ending: ValueEnd): Value | undefined {
  let start = skipSpace(text, from);
  if (text.charCodeAt(start) === 91 && isQuote(text.charCodeAt(start + 1))) start += 1; // ["..."]
  let escapes = 0;
  while (text.charCodeAt(start + escapes) === 92 && escapes < 8) escapes += 1;
  const quote = start + escapes;
  if (isQuote(text.charCodeAt(quote))) {
    const isDoubled = text.charCodeAt(quote + 1) === text.charCodeAt(quote) && !isEnd(text.charCodeAt(quote + 2));
    const first = quote + (isDoubled ? 2 : 1);
    return quotedValue(text, first, text.charAt(quote), escapes) ?? tornValue(text, first);
  }
  if (markerLength(text, start) > 0) return undefined; // Taken out before.
  const end = trimmed(text, start, stops[ending].endFrom(text, start, start + MAX_UNQUOTED));
  return end > start && !beginsCode(text.charCodeAt(start)) ? { start, end, quoted: false } : undefined;
}

/** A full stop, comma or semicolon ends the sentence or statement, not the value. */
function trimmed(text: string, start: number, end: number): number {
  let last = end;
  while (
    last > start &&
    (text.charCodeAt(last - 1) === 46 || text.charCodeAt(last - 1) === 44 || text.charCodeAt(last - 1) === 59)
  )
    last -= 1;
  return last;
}

/** Brackets, `!` of a tag and `|` and `>` of a block are syntax. */
function beginsCode(code: number): boolean {
  return code === 40 || code === 123 || code === 91 || code === 33 || code === 124 || code === 62;
}

function skipSpace(text: string, from: number): number {
  let start = from;
  while (start - from < MAX_GAP && isGap(text.charCodeAt(start))) start += 1;
  return start;
}

/** Up to the next quote that is escaped like the first one. */
function quotedValue(text: string, start: number, quote: string, escapes: number): Value | undefined {
  const code = quote.charCodeAt(0);
  const limit = Math.min(text.length, start + MAX_QUOTED);
  let slashes = 0;
  for (let end = start; end < limit; end += 1) {
    const here = text.charCodeAt(end);
    if (here === code && slashes <= escapes && escapes > 0) return { start, end: end - slashes, quoted: true };
    if (here === code && slashes % 2 === 0 && escapes === 0) {
      return { start, end, quoted: true };
    }
    if (here === 10 && escapes > 0) return undefined;
    slashes = here === 92 ? slashes + 1 : 0;
  }
  return undefined;
}

/** A quoted value whose closing quote was cut off or is written otherwise goes on to the next space. */
function tornValue(text: string, start: number): Value | undefined {
  const end = ofLine.endFrom(text, start, start + MAX_UNQUOTED);
  return end > start ? { start, end, quoted: true } : undefined;
}

/** What may follow an empty value. */
function isEnd(code: number): boolean {
  return (
    Number.isNaN(code) ||
    code === 44 ||
    code === 125 ||
    code === 93 ||
    code === 41 ||
    code === 59 ||
    code <= 32 ||
    code === 62 ||
    code === 92
  );
}

function isQuote(code: number): boolean {
  return code === 34 || code === 39 || code === 96;
}

function isGap(code: number): boolean {
  return code === 32 || code === 9 || code === 0xa0;
}
