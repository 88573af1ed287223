import { fill } from './random/pattern.mjs';
import { pick } from './random/seeded.mjs';

/**
 * A way text carries a value: how it escapes the value (and what is in its own syntax already), what it puts around it.
 * @typedef {'json' | 'url' | 'html'} Syntax
 * @typedef {{
 *   carrier: string,
 *   syntax?: Syntax,
 *   escape(text: string): string,
 *   outer?(text: string): string,
 *   place(escaped: string, random: () => number): string,
 * }} Carrier
 */

const asIs = (text) => text;
const onOneLine = (text) => text.replaceAll('\n', String.raw`\n`);

/** The text as it stands between the quotes of a JSON string. @type {(text: string) => string} */
export function jsonEscaped(text) {
  return JSON.stringify(text).slice(1, -1);
}

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** The text as XML wants it. @type {(text: string) => string} */
export function xmlEscaped(text) {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character]);
}

/** A template, filled at random, with the value in the place of VALUE. */
function around(...templates) {
  return (escaped, random) => fill(random, pick(random, templates)).replace('VALUE', () => escaped);
}

const needsBlock = /\n|: | #|^[-?:!&*%@`'"{[|>]/;

/** YAML takes a plain value on the line of its key, anything else as a block. */
function yaml(escaped, random) {
  const head = fill(random, 'kind: <noun>\nreplicas: <digit:1>\n');
  return needsBlock.test(escaped)
    ? `${head}note: |-\n    ${escaped}\ndone: true\n`
    : `${head}note: ${escaped}\ndone: true\n`;
}

const instant = '2031-0<digit:1>-1<digit:1>T1<digit:1>:2<digit:1>:3<digit:1>.<digit:3>Z';

/** All carriers. @type {Carrier[]} */
export const carriers = [
  {
    carrier: 'sentence',
    escape: asIs,
    place: around(
      'Yesterday the <noun> team sent us VALUE, and nobody answered.',
      'Please look at this one (VALUE) before the <noun> meets.',
      'The <noun> said "VALUE" and left.',
      'It was about VALUE. Then the <noun> came back.',
    ),
  },
  {
    carrier: 'json-compact',
    syntax: 'json',
    escape: jsonEscaped,
    place: around('{"id":<digit:3>,"note":"VALUE","ok":true}'),
  },
  {
    carrier: 'json-pretty',
    syntax: 'json',
    escape: jsonEscaped,
    place: around('{\n  "content": [\n    {\n      "type": "text",\n      "text": "VALUE"\n    }\n  ]\n}'),
  },
  {
    carrier: 'json-in-json',
    syntax: 'json',
    escape: (text) => jsonEscaped(jsonEscaped(text)),
    outer: jsonEscaped,
    place: around(String.raw`{"type":"text","text":"{\"<noun>\":\"VALUE\",\"size\":<digit:3>}"}`),
  },
  { carrier: 'env-line', escape: onOneLine, place: around('NODE_ENV=production\n<NOUN>_NOTE=VALUE\nPORT=8080\n') },
  { carrier: 'yaml', escape: (text) => text.replaceAll('\n', '\n    '), place: yaml },
  {
    carrier: 'log-line',
    escape: onOneLine,
    place: around(
      `${instant} INFO <noun>-<noun> trace_id=<hex:32> span_id=<hex:16> done value=VALUE`,
      `[${instant}] ERROR (<noun>) could not handle VALUE after <digit:3>ms`,
    ),
  },
  {
    carrier: 'shell-command',
    escape: onOneLine,
    place: around('$ ./<noun>.sh --verbose VALUE > <noun>.txt', 'echo VALUE | tee <noun>.log'),
  },
  {
    carrier: 'http-header',
    escape: onOneLine,
    place: around('GET /<noun> HTTP/1.1\r\nHost: localhost\r\nX-Note: VALUE\r\nAccept: */*\r\n\r\n'),
  },
  {
    carrier: 'url-query',
    syntax: 'url',
    escape: encodeURIComponent,
    place: around('https://<noun>.internal/search?page=2&q=VALUE&sort=asc', 'GET /<noun>?q=VALUE HTTP/1.1'),
  },
  {
    carrier: 'source-line',
    syntax: 'json',
    escape: jsonEscaped,
    place: around('const <noun> = "VALUE"; // the <noun>', '  run("VALUE", { <noun>: true });'),
  },
  {
    carrier: 'error-stack',
    escape: asIs,
    place: around(
      'Error: cannot read VALUE\n    at <noun> (/srv/app/dist/<noun>.js:1<digit:1>:7)\n' +
        '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
    ),
  },
  {
    carrier: 'markdown',
    escape: asIs,
    place: around(
      '## <Noun>\n\n- first: `VALUE`\n- second: **<noun>**\n',
      '> **Note** VALUE\n\n| a | b |\n|---|---|\n| 1 | 2 |\n',
    ),
  },
  {
    carrier: 'csv-row',
    escape: (text) => text.replaceAll('"', '""'),
    place: around('id,<noun>,note\n<digit:3>,<noun>,"VALUE"\n<digit:3>,<noun>,""\n'),
  },
  {
    carrier: 'xml-element',
    syntax: 'html',
    escape: xmlEscaped,
    place: around('<row id="<digit:3>"><note>VALUE</note></row>'),
  },
  {
    carrier: 'html-page',
    syntax: 'html',
    escape: xmlEscaped,
    place: around('<p class="<noun>">VALUE<br></p>', '<td>VALUE</td><td><digit:2></td>'),
  },
  { carrier: 'alone', escape: asIs, place: asIs },
];
