/**
 * Finds classes by the text of their source, because nothing else survives packaging: file names are hashed, packages
 * are bundled, forked and minified, but every copy of the MCP SDK from 0.7 to 2.4 keeps one method definition
 * `_onrequest(a, b) {` inside its protocol class. In front of it goes a static block that hands the class over when it
 * is defined: no parser, no moved line, no quotes (so it also holds inside webpack's `eval("…")`).
 */

/** Global function that the static block calls; the preload defines it. */
export const HANDOVER = '__mcpOtel';

const STATIC_BLOCK = `static{globalThis.${HANDOVER}?.(this)}`;

// A definition stands at the start of a word; inside eval bundles that start is an escaped tab or newline.
const START = String.raw`(?:(?<![\w$.])|(?<=\\[tn]))`;
const NAME = String.raw`[\w$]+`;

const definitions: readonly RegExp[] = [
  new RegExp(String.raw`${START}_onrequest\s*\(\s*${NAME}\s*(?:,\s*${NAME}\s*)?\)\s*\{`, 'g'),
  new RegExp(
    String.raw`(?<![\w$.])setGlobal(?:TracerProvider|ContextManager|Propagator|MeterProvider|LoggerProvider)\s*\(\s*${NAME}\s*\)\s*\{`,
    'g',
  ),
];

/** Strings without which no definition can be in a source; cheap to look for in bytes. */
const hints: readonly string[] = ['_onrequest', 'setGlobal'];

/** True when a source is worth decoding. Works on the bytes that a loader holds as well as on text. */
export function mayDefine(source: string | Buffer): boolean {
  return hints.some((hint) => source.includes(hint));
}

/** The source with every definition marked; the same string when there is none or it is marked already. */
export function markDefinitions(source: string): string {
  if (source.includes(STATIC_BLOCK)) return source;
  return definitions.reduce((text, definition) => text.replace(definition, (match) => STATIC_BLOCK + match), source);
}
