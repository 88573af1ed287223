import { foldCharacter } from './fold.ts';
import { escapeAt } from './escapes.ts';
import { ViewWriter, type View } from './view.ts';

/** How often wrappings are taken off each other: JSON in a URL in JSON. */
const MAX_LAYERS = 3;
/** One of these is in every wrapped text: an escape, or a character that only looks like one of ASCII or like nothing. */
const WRAPPED = new RegExp(
  `${
    /%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\\/|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[a-zA-Z]{2,8});|[\u00a0\u00ad\u0660-\u0669\u06f0-\u06f9\u07c0-\u07c9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\u200b-\u200f\u2000-\u200a\u2010-\u2015\u202a-\u202f\u205f-\u2064\u2212\u3000\ufe58\ufe63\ufeff\uff01-\uff5e\ud835]|\ufe0f/
      .source
  }|${String.fromCharCode(27)}\\[`,
  'g',
);

/** What is looked at around something wrapped, in characters; further on to the next space. */
const BEFORE = 192;
const AFTER = 512;
const TO_SPACE = 128;

/**
 * The parts of a text that are wrapped, without their wrappings: percent-encoding, escapes of JSON and JavaScript, entities
 * of HTML, characters without width, and digits, letters and dashes that look like those of ASCII.
 */
export function unwrap(text: string): readonly View[] {
  const views: View[] = [];
  for (let at = nextWrapped(text, 0), from = 0; at !== undefined;) {
    const start = Math.max(from, spaceBefore(text, at - BEFORE));
    const { end, next } = windowAround(text, at);
    views.push(unwrapped(text.slice(start, end), start));
    from = end;
    at = next !== undefined && next < end ? nextWrapped(text, end) : next;
  }
  return views;
}

/** Where the next wrapped thing stands. Each one is looked for once, so that the time is linear. */
function nextWrapped(text: string, from: number): number | undefined {
  WRAPPED.lastIndex = from;
  return WRAPPED.exec(text)?.index;
}

/** The part around something wrapped, as far as one wrapped thing follows the other, and where the next one is behind it. */
function windowAround(text: string, at: number): { readonly end: number; readonly next: number | undefined } {
  let end = at + AFTER;
  let next = nextWrapped(text, end - AFTER / 2);
  while (next !== undefined && next < end) {
    end = next + AFTER;
    next = nextWrapped(text, end - AFTER / 2);
  }
  return { end: spaceAfter(text, end), next };
}

function spaceBefore(text: string, from: number): number {
  let start = Math.max(0, from);
  const limit = Math.max(0, from - TO_SPACE);
  while (start > limit && text.charCodeAt(start - 1) > 32) start -= 1;
  return start;
}

function spaceAfter(text: string, from: number): number {
  let end = Math.min(text.length, from);
  const limit = Math.min(text.length, from + TO_SPACE);
  while (end < limit && text.charCodeAt(end) > 32) end += 1;
  return end;
}

function unwrapped(part: string, offset: number): View {
  let view = unwrapOnce(part);
  for (let layer = 1; layer < MAX_LAYERS; layer += 1) {
    WRAPPED.lastIndex = 0;
    if (!WRAPPED.test(view.text)) break;
    view = composed(view, unwrapOnce(view.text));
  }
  return { ...view, offset };
}

function composed(outer: View, inner: View): View {
  const origins = new Int32Array(inner.text.length + 1);
  for (let index = 0; index < origins.length; index += 1)
    origins[index] = outer.origins[inner.origins[index] ?? 0] ?? 0;
  return { text: inner.text, origins, offset: 0 };
}

function unwrapOnce(text: string): View {
  const writer = new ViewWriter(text.length);
  let plain = 0;
  let index = 0;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (isPlain(code)) {
      index += 1;
      continue;
    }
    const piece = code < 127 ? escapeAt(text, index) : foldedAt(text, index);
    if (piece !== undefined) {
      writer.copy(text, plain, index);
      writer.write(piece.text, index);
      plain = index + piece.length;
    }
    index += piece?.length ?? 1;
  }
  writer.copy(text, plain, text.length);
  return writer.finish(text.length);
}

function isPlain(code: number): boolean {
  return code < 127 && code !== 37 && code !== 38 && code !== 92 && code !== 27;
}

function foldedAt(text: string, index: number): { readonly text: string; readonly length: number } | undefined {
  const code = text.codePointAt(index) ?? 0;
  const folded = foldCharacter(code);
  return folded === undefined ? undefined : { text: folded, length: code > 0xffff ? 2 : 1 };
}
