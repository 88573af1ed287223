/** Put together here, so that no scanner of this folder sees a key. */
const keyHead = ['-----BEGIN', 'PRIVATE', 'KEY-----\n'].join(' ');

/** Pieces that make scanners look far ahead, go back, or decode for long when they are repeated. */
const pieces = {
  'at-signs': 'a@',
  'dotted-letters': 'a.',
  'mail-locals': 'a.b+c_d-',
  'mail-domains': '@a.b',
  'dashed-ones': '1-',
  'spaced-digits': '4111 ',
  'digits-only': '4',
  'mixed-digits': '0123456789',
  'jwt-starts': 'eyJ',
  'jwt-parts': 'eyJhbGciOiJ.',
  'plus-ones': '+1 ',
  parentheses: '(1',
  'pem-starts': '-----BEGIN ',
  'pem-headers': keyHead,
  'percent-of-percent': '%25%25',
  'percent-letters': '%61',
  'broken-percent': '%',
  'json-escapes': String.raw`\u0061`,
  backslashes: '\\',
  'html-entities': '&#x41;',
  ampersands: '&',
  'nested-quotes': String.raw`\"'`,
  'password-keys': 'password=',
  'password-json': '"password":',
  'authorization-heads': 'Authorization: Bearer ',
  'scheme-marks': '://',
  'url-logins': 'a://b:c',
  'key-prefixes': 'sk-',
  'github-prefixes': 'ghp_',
  'base64-alphabet': 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  'base64-padding': 'QQ==',
  'hex-words': 'deadbeef',
  'zero-width-only': '\u200b',
  'zero-width-between': 'a\u200d',
  'combining-marks': 'a\u0301\u0302',
  'fullwidth-digits': '４',
  'mathematical-digits': '\u{1d7d2}',
  'lone-surrogates': '\ud800a',
  emoji: '👩‍💻',
  'one-long-word': 'a',
  spaces: ' ',
  'line-ends': '\r\n',
  'dots-and-dashes': '.-_~',
  'iban-starts': 'DE89 3704 ',
  'connection-parts': 'Password=;',
  'templates-open': '${',
  'otp-starts': 'otpauth://totp/?secret=',
  'null-bytes': '\0',
};

/** A piece, as often as it takes; cut between UTF-16 units, as text from a stream may be. */
function repeated(piece, bytes) {
  const times = Math.ceil(bytes / Buffer.byteLength(piece));
  return piece.repeat(times);
}

/** Brackets within brackets, closed again. */
function nested(bytes) {
  const depth = Math.floor(bytes / 2);
  return '['.repeat(depth) + ']'.repeat(depth);
}

/** JSON in JSON in JSON: each level doubles the backslashes, so that a few levels are long. */
function jsonInJson(bytes) {
  let text = '{"a":"x"}';
  while (Buffer.byteLength(text) * 2 < bytes) text = JSON.stringify({ a: text });
  return text;
}

/** A value that was encoded again and again. */
function base64InBase64(bytes) {
  let text = 'nothing to see';
  while ((Buffer.byteLength(text) * 4) / 3 < bytes) text = Buffer.from(text).toString('base64');
  return text;
}

/** Percent signs escaped over and over. */
function urlInUrl(bytes) {
  return repeated(`%${'25'.repeat(20)}41`, bytes);
}

/** An object of very many keys, each short. */
function manyKeys(bytes) {
  const entries = Array.from({ length: Math.ceil(bytes / 12) }, (_, place) => `"k${place.toString(36)}":"v"`);
  return `{${entries.join(',')}}`;
}

/** A key that opens and never ends. */
const unfinishedKey = (bytes) => `${keyHead}${repeated('MIIEvQIBADANBgkq\n', bytes)}`;

/** Many numbers of the length of a card, none of them one. */
const manyNumbers = (bytes) => repeated('4111111111111112 ', bytes);

const built = {
  'nested-brackets': nested,
  'json-in-json': jsonInJson,
  'base64-in-base64': base64InBase64,
  'url-in-url': urlInUrl,
  'many-short-keys': manyKeys,
  'unfinished-key': unfinishedKey,
  'many-numbers': manyNumbers,
};

/**
 * Inputs that are built to make a scanner slow or wrong.
 * @param {{ bytes: number }} options about how long each is in UTF-8
 * @returns {{ name: string, text: string }[]}
 */
export function hostile({ bytes }) {
  const plain = Object.entries(pieces).map(([name, piece]) => ({ name, text: repeated(piece, bytes) }));
  return [...plain, ...Object.entries(built).map(([name, make]) => ({ name, text: make(bytes) }))];
}
