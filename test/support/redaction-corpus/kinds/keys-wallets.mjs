import { base58Check } from '../checks/base58.mjs';
import { fill } from '../random/pattern.mjs';
import { pick } from '../random/seeded.mjs';
import { seedWords } from '../random/words.mjs';
import { made, tokens } from './kind.mjs';

/** Words in a row, as wallets show them. */
function mnemonic(length) {
  return (random) => Array.from({ length }, () => pick(random, seedWords)).join(' ');
}

/** A Bitcoin key in the import format, for a compressed public key. */
const importFormat = (random) => base58Check(fill(random, '80<hex:64>01'));

/** An extended private key of BIP32: version, depth, parent, number, chain code, and the key itself. */
const extendedKey = (random) => base58Check(fill(random, '0488ade403<hex:8>80000000<hex:64>000<hex:63>'));

/** Keys of wallets, and seeds of one-time passwords. */
export const wallets = [
  ...made('keys', [
    ['seed-phrase-12', mnemonic(12), 'seed phrase: <>', 'My recovery phrase is: <>', 'MNEMONIC="<>"'],
    ['seed-phrase-24', mnemonic(24), 'seed phrase: <>', 'mnemonic = "<>"'],
    ['bitcoin-wif', importFormat],
    ['bitcoin-xprv', extendedKey],
  ]),
  ...tokens('keys', [
    ['ethereum-private-key', '0x<hex:64>', 'PRIVATE_KEY=<>', 'private key: <>', '"privateKey": "<>"'],
    ['otp-seed', '<base32:32>', 'otpauth://totp/<Noun>:alice?secret=<>&issuer=<Noun>&digits=6'],
    ['otp-seed-short', '<base32:16>', 'otpauth://totp/<Noun>?secret=<>'],
  ]),
];
