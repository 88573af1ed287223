import { ALNUM, BASE64, DIGIT, EQUALS, UPPER } from './characters.ts';
import { atLeast, tokens, type TokenRule } from './token-rule.ts';

/** Private keys that are known by how they begin; PEM and PGP blocks have a finder of their own. */
export const privateKeyTokens: readonly TokenRule[] = [
  ...tokens('private_key', ['AGE-SECRET-KEY-1', 'AGE-PLUGIN-'], atLeast(40, UPPER | DIGIT)),
  ...tokens('private_key', ['xprv', 'yprv', 'zprv', 'tprv'], atLeast(100, ALNUM)),
  ...tokens('private_key', ['nsec1'], atLeast(50, ALNUM)),
  ...tokens('private_key', ['edsk'], atLeast(50, ALNUM)),
  ...tokens('private_key', ['b3BlbnNzaC1rZXktdjE'], atLeast(60, BASE64 | EQUALS)),
  ...tokens('private_key', ['LS0tLS1CRUdJTiB'], atLeast(60, BASE64 | EQUALS)),
];
