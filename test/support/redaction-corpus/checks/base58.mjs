import { createHash } from 'node:crypto';
import { alphabets } from '../random/alphabets.mjs';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest();

/** Bytes as base58, leading zero bytes as ones. */
function base58(bytes) {
  let number = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (; number > 0n; number /= 58n) text = alphabets.base58[Number(number % 58n)] + text;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return '1'.repeat(Math.max(zeros, 0)) + text;
}

/** Bytes with their checksum, as Bitcoin writes keys. @type {(hex: string) => string} */
export function base58Check(hex) {
  const bytes = Buffer.from(hex, 'hex');
  return base58(Buffer.concat([bytes, sha256(sha256(bytes)).subarray(0, 4)]));
}
