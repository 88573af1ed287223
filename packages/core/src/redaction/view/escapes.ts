/** What an escape stands for, and how many characters it takes. */
export interface Escape {
  readonly text: string;
  readonly length: number;
}

/** The escape at a place: percent-encoding, an entity of HTML, one of JSON and JavaScript, or a colour of a terminal; undefined where there is none. */
export function escapeAt(text: string, index: number): Escape | undefined {
  switch (text.charCodeAt(index)) {
    case 37:
      return percentAt(text, index);
    case 38:
      return entityAt(text, index);
    case 92:
      return backslashAt(text, index);
    case 27:
      return colourAt(text, index);
    default:
      return undefined;
  }
}

/** What a terminal takes as a colour, and no reader sees (ECMA-48). */
function colourAt(text: string, index: number): Escape | undefined {
  if (text.charCodeAt(index + 1) !== 91) return undefined;
  let end = index + 2;
  while (end - index < 24 && isParameter(text.charCodeAt(end))) end += 1;
  return { text: '', length: end + 1 - index };
}

/** Digits and the signs between them. */
function isParameter(code: number): boolean {
  return code >= 48 && code <= 63;
}

/** One byte of ASCII, or the bytes of one character of UTF-8. */
function percentAt(text: string, index: number): Escape | undefined {
  const first = byteAt(text, index);
  if (first < 0) return undefined;
  if (first < 0x80) return { text: String.fromCharCode(first), length: 3 };
  const bytes = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  const hex = text.slice(index, index + bytes * 3).replaceAll('%', '');
  const decoded = hex.length === bytes * 2 ? Buffer.from(hex, 'hex').toString('utf8') : '\ufffd';
  return decoded.includes('\ufffd') ? undefined : { text: decoded, length: bytes * 3 };
}

function byteAt(text: string, index: number): number {
  return text.charCodeAt(index) === 37 ? hexAt(text, index + 1, 2) : -1;
}

/** `\u0041`, `\x41`, `\/`, however often the backslash itself is escaped. */
function backslashAt(text: string, index: number): Escape | undefined {
  let end = index + 1;
  while (text.charCodeAt(end) === 92 && end - index < 8) end += 1;
  const kind = text.charCodeAt(end);
  if (kind === 47) return { text: '/', length: end + 1 - index };
  const digits = kind === 117 ? 4 : kind === 120 ? 2 : 0;
  const code = digits === 0 ? -1 : hexAt(text, end + 1, digits);
  return code < 0 ? undefined : { text: String.fromCharCode(code), length: end + 1 + digits - index };
}

/** Value of so many hexadecimal digits; negative where there are fewer. */
function hexAt(text: string, start: number, digits: number): number {
  let value = 0;
  for (let index = start; index < start + digits; index += 1) {
    const digit = hexDigit(text.charCodeAt(index));
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

const MAX_ENTITY = 10;

function entityAt(text: string, index: number): Escape | undefined {
  let end = index + 1;
  while (end - index <= MAX_ENTITY && isEntityPart(text.charCodeAt(end))) end += 1;
  if (text.charCodeAt(end) !== 59) return undefined;
  const decoded = entity(text.slice(index + 1, end));
  return decoded === undefined ? undefined : { text: decoded, length: end + 1 - index };
}

function isEntityPart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 35;
}

/** Named entities of HTML that stand for ASCII, a space, a dash or nothing. */
const named: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    commat: '@',
    colon: ':',
    equals: '=',
    sol: '/',
    bsol: '\\',
    period: '.',
    hyphen: '-',
    dash: '-',
    lowbar: '_',
    plus: '+',
    num: '#',
    percnt: '%',
    lpar: '(',
    rpar: ')',
    comma: ',',
    semi: ';',
    excl: '!',
    quest: '?',
    dollar: '$',
    tilde: '~',
    ast: '*',
    lsqb: '[',
    rsqb: ']',
    lcub: '{',
    rcub: '}',
    vert: '|',
    grave: '`',
    hat: '^',
    shy: '',
    zwnj: '',
    zwj: '',
    ndash: '-',
    mdash: '-',
    minus: '-',
    newline: '\n',
    tab: '\t',
  }),
);

function entity(body: string): string | undefined {
  if (!body.startsWith('#')) return named.get(body.toLowerCase());
  const code = /^#x/i.test(body) ? Number.parseInt(body.slice(2), 16) : Number(body.slice(1));
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : undefined;
}
