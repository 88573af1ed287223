import { alphabets } from '../random/alphabets.mjs';

const base62 = alphabets.digit + alphabets.upper + alphabets.lower;

/** The CRC-32 of an ASCII text; written out because Node 20 does not always have it in zlib. */
function crc32(text) {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** A number in base 62, six characters. */
function sixDigits(number) {
  let rest = number;
  let text = '';
  for (let place = 0; place < 6; place++) {
    text = base62[rest % 62] + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

/** The body of a GitHub or npm token: its random part and the checksum of it. @type {(body: string) => string} */
export function checkedToken(body) {
  return body + sixDigits(crc32(body));
}
