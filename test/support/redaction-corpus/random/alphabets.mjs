const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digit = '0123456789';

/** The characters tokens are made of, by the names patterns use. */
export const alphabets = {
  digit,
  lower,
  upper,
  letters: upper + lower,
  alnum: upper + lower + digit,
  lowerNum: lower + digit,
  upperNum: upper + digit,
  hex: `${digit}abcdef`,
  HEX: `${digit}ABCDEF`,
  b64: `${upper}${lower}${digit}+/`,
  b64url: `${upper}${lower}${digit}-_`,
  crypt: `./${digit}${upper}${lower}`,
  base32: `${upper}234567`,
  base32lower: `${lower}234567`,
  base58: '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
  bech32: 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L',
  crockford: '0123456789abcdefghjkmnpqrstvwxyz',
  CROCKFORD: '0123456789ABCDEFGHJKMNPQRSTVWXYZ',
  mbi: 'ACDEFGHJKMNPQRTUVWXY',
  consonants: 'BCDFGHJKLMNPQRSTVWXYZ',
};
