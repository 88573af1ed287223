import { fill } from '../random/pattern.mjs';
import { made, tokens } from './kind.mjs';
import { lines, pem } from './pem.mjs';

const blocks = {
  'pem-rsa': { label: 'RSA PRIVATE KEY', start: 'MIIEpAIBAAKCAQEA', length: 1572 },
  'pem-ec': { label: 'EC PRIVATE KEY', start: 'MHcCAQEEI', length: 151 },
  'pem-dsa': { label: 'DSA PRIVATE KEY', start: 'MIIBuwIBAAKBgQ', length: 590 },
  'pem-pkcs8': { label: 'PRIVATE KEY', start: 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj', length: 1560 },
  'pem-ed25519': { label: 'PRIVATE KEY', start: 'MC4CAQAwBQYDK2VwBCIEI', length: 43 },
  'pem-openssh': {
    label: 'OPENSSH PRIVATE KEY',
    start: 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAAB',
    length: 480,
    width: 70,
  },
  'pem-encrypted': {
    label: 'ENCRYPTED PRIVATE KEY',
    start: 'MIIFHDBOBgkqhkiG9w0BBQ0wQTApBgkqhkiG9w0BBQwwHAQI',
    length: 1600,
  },
  'pem-proc-type': {
    label: 'RSA PRIVATE KEY',
    head: 'Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0F1E2D3C4B5A69788796A5B4C3D2E1F0\n\n',
    start: '',
    length: 1580,
  },
  'pgp-private-key': { label: 'PGP PRIVATE KEY BLOCK', head: '\n', start: 'lQOYB', length: 1275 },
};

const pemKinds = made(
  'keys',
  Object.entries(blocks).map(([kind, format]) => [kind, (random) => pem(random, format)]),
);

/** The private part of a PuTTY key stands under its own head line. */
const puttyPrivate = (random) => lines(fill(random, 'AAAAI<b64:47>'));

const putty =
  'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: <noun>\nPublic-Lines: 2\n' +
  'AAAAC3NzaC1lZDI1NTE5AAAAI<b64:39>\n<b64:16>\nPrivate-Lines: 1\n<>\nPrivate-MAC: <hex:64>';

const formats = [
  ...made('keys', [['putty-private-key', puttyPrivate, putty]]),
  ...tokens('keys', [
    ['jwk-ec', '<b64url:43>', '{"kty":"EC","crv":"P-256","x":"<b64url:43>","y":"<b64url:43>","d":"<>"}'],
    ['jwk-rsa', '<b64url:342>', '{"kty":"RSA","e":"AQAB","n":"<b64url:342>","d":"<>","kid":"<noun>-1"}'],
    ['jwk-symmetric', '<b64url:43>', '{"kty":"oct","alg":"HS256","k":"<>"}'],
    ['ssh-host-key-base64', 'LS0tLS1CRUdJTiBPUEVOU1NIIFBSSVZBVEUgS0VZLS0tLS0K<b64:320>'],
  ]),
];

/** Private keys, in the formats files have. */
export const keyBlocks = [...pemKinds, ...formats];
