import { fill } from '../random/pattern.mjs';
import { made } from './kind.mjs';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Claims of a token: who, of whom, until when. */
function claims(random) {
  const issued = Number(fill(random, '17<digit:8>'));
  return {
    sub: fill(random, '<uuid>'),
    iss: fill(random, 'https://id.<noun>.internal/'),
    iat: issued,
    exp: issued + 3600,
  };
}

/** A JSON web token with a signature of the length its algorithm has. */
function jwt(header, signature) {
  return (random) => `${encode(header)}.${encode(claims(random))}.${fill(random, `<b64url:${signature}>`)}`;
}

/** The token a pod finds in its file system. */
function podToken(random) {
  const pod = { namespace: 'default', serviceaccount: { name: fill(random, '<noun>'), uid: fill(random, '<uuid>') } };
  const payload = { ...claims(random), aud: ['https://kubernetes.default.svc'], 'kubernetes.io': pod };
  const header = { alg: 'RS256', kid: fill(random, '<b64url:43>') };
  return `${encode(header)}.${encode(payload)}.${fill(random, '<b64url:342>')}`;
}

/** An encrypted token has five parts: head, key, start value, content and tag. */
function jwe(random) {
  const header = encode({ alg: 'RSA-OAEP-256', enc: 'A256GCM' });
  return `${header}.${fill(random, '<b64url:342>.<b64url:16>.<b64url:120-200>.<b64url:22>')}`;
}

/** Signed and encrypted tokens. */
export const signedTokens = made('keys', [
  ['jwt-hs256', jwt({ alg: 'HS256', typ: 'JWT' }, 43)],
  ['jwt-rs256', jwt({ alg: 'RS256', typ: 'JWT', kid: '2031-01' }, 342)],
  ['jwt-es256', jwt({ typ: 'JWT', alg: 'ES256' }, 86)],
  ['kubernetes-service-account', podToken],
  ['jwe', jwe],
  ['paseto-v2-local', (random) => `v2.local.${fill(random, '<b64url:160-220>')}`],
  ['paseto-v4-public', (random) => `v4.public.${fill(random, '<b64url:180-240>')}`],
]);
