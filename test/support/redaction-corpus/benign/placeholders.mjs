import { fill } from '../random/pattern.mjs';
import { pick } from '../random/seeded.mjs';
import { makers, templates } from './shape.mjs';

const keys = [
  'password',
  'token',
  'api_key',
  'secret',
  'apiKey',
  'access_token',
  'DB_PASSWORD',
  'client_secret',
  'authToken',
];
const nothing = [
  '********',
  '<your token>',
  'xxxxxxxx',
  '[REDACTED]',
  '***',
  '<redacted>',
  '...',
  '<hidden>',
  '••••••••',
  'null',
  '""',
  'undefined',
  'None',
  '[Filtered]',
];
const code = [
  'process.env.<NOUN>_TOKEN',
  'os.environ["<NOUN>"]',
  'getenv("<NOUN>_KEY")',
  'config.<noun>.password',
  'await vault.read("<noun>")',
  'get_secret("<noun>")',
  'input("Password: ")',
  'settings.<NOUN>_SECRET',
  'req.body.password',
];
const references = [
  '${<NOUN>_PASSWORD}',
  '$<NOUN>_TOKEN',
  '{{ .Values.<noun>.secret }}',
  '${{ secrets.<NOUN>_KEY }}',
  '%<NOUN>_SECRET%',
  '@Microsoft.KeyVault(SecretUri=<noun>)',
  'arn:aws:secretsmanager:eu-west-1:123456789012:secret:<noun>',
  'vault:kv/<noun>#password',
  'op://<noun>/<noun>/password',
  '!Ref <Noun>Password',
];

const pair = (values, joints) => (random) =>
  `${pick(random, keys)}${pick(random, joints)}${fill(random, pick(random, values))}`;

const composed = makers([
  ['masked-value', pair(nothing, ['=', ': ', ' = '])],
  ['value-from-code', pair(code, [' = ', ': ', '='])],
  ['value-by-reference', pair(references, ['=', ': '])],
]);

const fixed = templates([
  [
    'bearer-placeholder',
    'Authorization: Bearer $TOKEN',
    'Authorization: Bearer ${<NOUN>_TOKEN}',
    'Authorization: Bearer <token>',
    'curl -H "Authorization: Bearer $<NOUN>" https://<noun>.internal',
    'Authorization: Basic <base64 of user and password>',
  ],
  [
    'flag-with-file',
    '<noun> --token-file /run/<noun>/token',
    '--password-stdin < <noun>.txt',
    '--secret-name <noun>',
    '--key-file=/etc/<noun>/tls.key',
    'docker build --secret id=<noun> .',
  ],
  [
    'url-with-variable',
    'postgres://$USER:$PASSWORD@<noun>:5432/app',
    'https://${TOKEN}@git.<noun>.internal/app.git',
    'redis://:<password>@<noun>:6379',
    'mysql://user:{{ password }}@<noun>/db',
  ],
  [
    'about-secrets',
    'The secret garden near the <noun> is open.',
    'Your password must have 8 characters and a <noun>.',
    'Wrong password for user <noun>, attempt <digit:1>.',
    'The token of this <noun> has expired.',
    'Keep the key under the <noun>.',
    'Password reset: sent to the <noun>.',
    'He is the secretary of the <noun> club.',
  ],
  [
    'field-names',
    'primary_key: <noun>_id',
    'cache_key: <noun>:<digit:2>:profile',
    'sort_key=<noun>_date',
    'keyboard: <noun>',
    'token_type: bearer',
    'secretKeyRef: { name: <noun>, key: password }',
    'tokenUrl: /oauth/<noun>',
    'password_policy: strict',
    'key: <noun>',
    'monkey=<noun>',
  ],
  [
    'typed-fields',
    'password: string;',
    'token?: string | undefined; // of the <noun>',
    'String password = <noun>.getPassword();',
    'def login(user: str, password: str) -> <Noun>:',
    'apiKey: z.string().min(1).describe("key of the <noun>")',
    'if (password !== <noun>Password) return;',
    '"required": ["<noun>", "password"]',
  ],
  [
    'schema',
    '{"name":"<noun>_login","inputSchema":{"type":"object","properties":{"password":{"type":"string",' +
      '"description":"The password of the <noun>"},"token":{"type":"string"}},"required":["password"]}}',
    '{"properties":{"apiKey":{"type":"string","minLength":1<digit:1>}},"title":"<Noun>"}',
    '{"secret":{"type":"boolean","default":true},"<noun>":{"type":"number"}}',
  ],
]);

/** Names of secrets, without any secret. */
export const placeholders = [...composed, ...fixed];
