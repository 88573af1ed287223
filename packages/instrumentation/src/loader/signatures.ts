/**
 * Finds classes by the text of their source, because nothing else survives packaging: file names are hashed, packages
 * are bundled, forked and minified, but every copy of the MCP SDK from 0.7 to 2.4 keeps one method definition
 * `_onrequest(a, b) {` inside its protocol class. In front of it goes a static block that hands the class over when it
 * is defined: no parser, no moved line, no quotes (so it also holds inside webpack's `eval("…")`). The stacks that speak MCP
 * without the SDK have signatures of their own.
 */

/** Global function that the static block calls; the preload defines it. */
export const HANDOVER = '__mcpOtel';

const STATIC_BLOCK = `static{globalThis.${HANDOVER}?.(this)}`;

/** What tells a source apart from one that happens to use the same name. */
interface Signature {
  /** Strings that stand in every source with such a class; cheap to look for in bytes. */
  readonly hints: readonly string[];
  /** The method definition. */
  readonly definition: RegExp;
  /** Stands inside the method; others have the same name and parameters. */
  readonly inside?: string;
}
/** Longest method that is looked into, in characters. */
const MAX_METHOD = 4_000;

// A definition stands at the start of a word; inside eval bundles that start is an escaped tab or newline.
const START = String.raw`(?:(?<![\w$.])|(?<=\\[nrt]))`;
// Behind a line break a brace may begin a block of its own: `f(x)` without a semicolon in front of it is a call.
const SAME_LINE = String.raw`[^\S\r\n]*`;
const NAME = String.raw`[\w$]+`;

const signatures: readonly Signature[] = [
  {
    hints: ['_onrequest', '_onnotification', 'setNotificationHandler'],
    definition: new RegExp(String.raw`${START}_onrequest\s*\(\s*${NAME}\s*(?:,\s*${NAME}\s*)?\)${SAME_LINE}\{`, 'g'),
  },
  {
    hints: ['responseHandlers', 'requestMessageId', 'assertCapability'], // @ai-sdk/mcp, and ai 4 and 5
    definition: new RegExp(String.raw`${START}onResponse\s*\(\s*${NAME}\s*\)${SAME_LINE}\{`, 'g'),
  },
  {
    hints: ['currentClientCapabilities', 'elicitation/create'], // tmcp
    definition: new RegExp(String.raw`${START}receive\s*\(\s*${NAME}\s*,\s*${NAME}\s*\)${SAME_LINE}\{`, 'g'),
  },
  {
    hints: ['.resolveMiddleware(this.middlewareStack'], // Clients of AWS services
    inside: '.resolveMiddleware(',
    definition: new RegExp(String.raw`${START}send\s*\(\s*${NAME}\s*,\s*${NAME}\s*,\s*${NAME}\s*\)${SAME_LINE}\{`, 'g'),
  },
  {
    hints: ['setGlobal', 'getInstance'],
    definition: new RegExp(
      String.raw`${START}setGlobal(?:TracerProvider|ContextManager|Propagator|MeterProvider|LoggerProvider)\s*\(\s*${NAME}\s*\)${SAME_LINE}\{`,
      'g',
    ),
  },
];

/** True when a source is worth decoding. Works on the bytes that a loader holds as well as on text. */
export function mayDefine(source: string | Buffer): boolean {
  return signatures.some(({ hints }) => hints.every((hint) => source.includes(hint)));
}

/** The source with every definition marked; the same string when there is none or it is marked already. */
export function markDefinitions(source: string): string {
  if (source.includes(STATIC_BLOCK)) return source;
  return signatures
    .filter(({ hints }) => hints.every((hint) => source.includes(hint)))
    .reduce((text, signature) => mark(text, signature), source);
}

function mark(text: string, { definition, inside = '' }: Signature): string {
  return text.replace(definition, (match: string, offset: number) => {
    const holds = text.slice(offset, offset + MAX_METHOD).includes(inside);
    return holds && followsMember(text, offset) ? STATIC_BLOCK + match : match;
  });
}

/** Farthest that is looked back over blanks and comments, in characters. */
const MAX_LOOK_BACK = 20_000;

/**
 * True when a definition stands behind another member of a class, that is behind a brace or a semicolon with nothing but
 * blanks and comments between. Before a function, a method of an object literal or an `async` method stands something
 * else, and a static block there would break the program.
 */
function followsMember(source: string, offset: number): boolean {
  const from = Math.max(0, offset - MAX_LOOK_BACK);
  let end = offset;
  for (let next = skipBack(source, end, from); next < end; next = skipBack(source, end, from)) end = next;
  return source[end - 1] === '}' || source[end - 1] === ';';
}

/** Where the text before a blank, an escaped blank or a comment ends; the same position when there is none. */
function skipBack(source: string, end: number, from: number): number {
  const last = source[end - 1] ?? '';
  if (/\s/.test(last)) return end - 1;
  if (/[nrt]/.test(last) && source[end - 2] === '\\') return end - 2;
  if (last === '/' && source[end - 2] === '*') return Math.max(from, source.lastIndexOf('/*', end - 3));
  // A comment to the end of a line ends where the line does, and nowhere else.
  return /^(?:[\r\n\u2028\u2029]|\\[nr])/.test(source.slice(end, end + 2)) ? beforeLineComment(source, end, from) : end;
}

function beforeLineComment(source: string, end: number, from: number): number {
  const breaks = ['\n', '\r', '\\n'].map((ending) => source.lastIndexOf(ending, end - 1) + ending.length);
  const start = Math.max(from, ...breaks.filter((position) => position <= end));
  const comment = lineComment(source.slice(start, end));
  return comment === -1 ? end : start + comment;
}

/** Where a comment begins that runs to the end of the line; -1 if there is none. An address in a string is none. */
function lineComment(line: string): number {
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (character === '\\') at += 1;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (/['"`]/.test(character)) quote = character;
    else if (character === '/' && line[at + 1] === '/') return at;
  }
  return -1;
}
