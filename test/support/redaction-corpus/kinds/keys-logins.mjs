import { fill } from '../random/pattern.mjs';
import { made, tokens } from './kind.mjs';
import { escapedPassword, password } from './password.mjs';

/** A user and a password as the Basic scheme sends them. */
function basic(random) {
  return Buffer.from(`${fill(random, '<noun>')}:${password(random)}`).toString('base64');
}

/** Passwords people and programs write next to their name. */
const named = made('keys', [
  ['password-json', password, '"password": "<>"', '"password":"<>"', '"db_password": "<>"', '"userPassword": "<>"'],
  ['password-yaml', password, 'password: <>', 'password: "<>"', "db_pass: '<>'", 'admin_password: <>'],
  [
    'password-env',
    password,
    'DB_PASSWORD=<>',
    'export ADMIN_PASSWORD="<>"',
    'SMTP_PASS=<>',
    "MYSQL_ROOT_PASSWORD='<>'",
  ],
  ['password-query', password, '?user=app&password=<>', '?login=anna&passwd=<>&next=%2Fhome'],
  ['password-query-escaped', escapedPassword, 'username=anna&password=<>&remember=on'],
  [
    'password-sentence',
    password,
    'the password is <>',
    'my password: <>',
    'Passwort: <>',
    'mot de passe : <>',
    'contraseña: <>',
  ],
  ['password-flag', password, '--password <>', '--password=<>', 'curl -u admin:<> https://api.<noun>.internal/v1'],
  ['password-xml', password, '<password><></password>', '<add key="Password" value="<>" />'],
  ['netrc-password', password, 'machine git.<noun>.internal login ci password <>'],
  ['basic-header', basic, 'Authorization: Basic <>', 'authorization: basic <>', 'Proxy-Authorization: Basic <>'],
]);

/** Secrets that only their name tells. */
const nameless = tokens('keys', [
  [
    'bearer-header',
    '<b64url:40-64>',
    'Authorization: Bearer <>',
    'authorization: bearer <>',
    "-H 'Authorization: Bearer <>'",
  ],
  ['api-key-header', '<alnum:32-40>', 'X-API-Key: <>', 'x-api-key: <>', 'api-key: <>'],
  ['api-key-query', '<alnum:32-40>', 'https://api.<noun>.internal/v2/items?api_key=<>', '?apikey=<>&page=2'],
  ['access-token-query', '<b64url:43>', 'https://app.<noun>.internal/cb#access_token=<>&token_type=bearer'],
  [
    'client-secret',
    '<alnum:40>',
    'client_secret=<>',
    '"client_secret": "<>"',
    'clientSecret: "<>"',
    'OAUTH_CLIENT_SECRET=<>',
  ],
  ['oauth-code-body', '<b64url:43>', 'grant_type=refresh_token&refresh_token=<>&client_id=web'],
  [
    'generic-token-json',
    '<b64url:43>',
    '"access_token": "<>"',
    '"refresh_token":"<>"',
    '"authToken": "<>"',
    '"api_key": "<>"',
  ],
  ['generic-secret-env', '<b64url:43>', 'JWT_SECRET=<>', 'SESSION_SECRET=<>', 'SECRET_KEY=<>', 'APP_ENCRYPTION_KEY=<>'],
  ['session-cookie', '<b64url:40>', 'Cookie: session=<>; theme=dark', 'Set-Cookie: sid=<>; Path=/; HttpOnly; Secure'],
  ['php-session-cookie', '<lowerNum:26>', 'Cookie: lang=de; PHPSESSID=<>', 'Cookie: JSESSIONID=<>'],
  ['express-session-cookie', 's%3A<b64url:32>.<alnum:43>', 'Cookie: connect.sid=<>'],
  ['django-secret-key', '<alnum:30>-<alnum:19>', "SECRET_KEY = '<>'"],
  ['laravel-app-key', '<b64:43>=', 'APP_KEY=base64:<>'],
  ['rails-master-key', '<hex:32>', 'RAILS_MASTER_KEY=<>'],
]);

/** Hashes a password can be guessed from. */
const hashes = tokens('keys', [
  ['bcrypt-hash', '$2b$12$<crypt:53>'],
  ['htpasswd-bcrypt', '$2y$05$<crypt:53>', '<noun>:<>'],
  ['htpasswd-apr1', '$apr1$<crypt:8>$<crypt:22>', '<noun>:<>'],
  ['shadow-sha512', '$6$<crypt:16>$<crypt:86>', 'root:<>:19700:0:99999:7:::'],
  ['argon2-hash', '$argon2id$v=19$m=65536,t=3,p=4$<b64:22>$<b64:43>'],
]);

/** Passwords, headers, cookies and hashes. */
export const logins = [...named, ...nameless, ...hashes];
