/** How sure the name of a key is that its value is a secret. */
export type KeyKind =
  /** Whatever the value is. */
  | 'secret'
  /** A value that looks like one: keys such as `token` are used for other things too. */
  | 'likely'
  /** A value that can be nothing else. */
  | 'vague'
  /** The whole rest of a header. */
  | 'header'
  /** Words from which a wallet is restored. */
  | 'phrase';

/** What ends like a secret and is none: places, counts, pages, kinds, public halves. */
const harmless: readonly RegExp[] = [
  /(?:^|_)(?:page|next|prev|previous|continuation|continue|sync|progress|cancel|cancellation|resume|resumption|delta|skip|cursor|scroll|change|shift|paging|pagination|design|lookahead|unexpected|current|eos|bos|pad|mask|stop|special|max|min|total|num|first|last)_?tokens?$/,
  /(?:^|_)(?:input|output|prompt|completion|cached|reasoning|used|usage|budget|context|count|remaining)_?tokens?$/,
  /(?:^|_)(?:public|primary|foreign|sort|partition|cache|idempotency|object|row|hot|short|composite|unique|index|lookup|map|routing|translation|i18n|hash|range|group|dedup|deduplication|message|surrogate|natural|candidate|config|property|json|dict|state|registry|field|column|query|react|lock|search|feature|issue|project|jira|bucket|locale|site|event|trace|span|metric|label|tag|option|setting|param|parameter|arrow|enter|escape|meta|ctrl|alt|any|home|esc|shortcut|s3|image|file|path|answer|legend|piano|major|minor)_?key$/,
  /(?:^|_)(?:no|reset|forgot|change|has|without|use|show|hide|toggle|validate|hash|is|needs?|requires?|invalid|wrong|incorrect|bad|missing)_?(?:password|passwd|secret|token|credentials?|auth)$/,
];
const headers = /(?:authorization|cookie)$/;
const secrets: readonly RegExp[] = [
  /(?:passwords?|passwd|passphrase|passcode|passwort|kennwort|contrasena|motdepasse|senha|clave|mdp|sifre|jelszo|matkhau|katasandi|contrasenia|κωδικοσ|κωδικος|كلمةالمرور|סיסמה|पासवर्ड|รหัสผ่าน|wachtwoord|losenord|haslo|parola|salasana|adgangskode|passord|heslo|пароль|密码|密碼|パスワード|비밀번호|userpwd|pwd|secrets?|credentials?|connectionstring)$/,
  /(?:db|user|mysql|pg|root|admin|smtp|ftp|mail|redis)pass$/,
  /(?:api|app|application|secret|access|private|account|auth|sign|signing|encryption|encrypt|decryption|master|admin|subscription|shared|sharedaccess|integration|service|server|write|read|deploy|ssh|hmac|jwt|xapi|apim|storage|session|license|client|webhook|token|secretaccess|accesssecret)key$/,
  /(?:api|client|app|consumer|shared|signing|webhook|token|key|totp|accesskey|jwt|oauth|bot|master)secret$/,
  /(?:access|refresh|auth|bearer|session|security|id|api|bot|user|service|deploy|personal|personalaccess|oauth|sas|private|secret|admin|root|vault|registry|ci|github|gitlab|slack|npm|pypi|pagerduty|datadog|jfrog|okta|asana|postmark|server|worker|cluster|bootstrap|join|agent|runner|integration|webhook|verification|verify|write|read)token$/,
  /(?:recovery|backup|mfa|security|pin|verification)code$|(?:requirepass|masterauth|honeycombteam|cvv2?|cvc2?|codeverifier|identifiedby|otpseed|totpseed|keypass|storepass|authpass|userpwd)$/,
];
const likely =
  /(?:token|tokens|pat|pass|jwt|sig|signature|csrf|xsrf|otp|bearer|creds|sessid|jsessionid|connectsid|pw|auth)$/;
const phrases = /(?:seed|recovery|backup|secret|mnemonic)(?:phrase|words?)$|mnemonic$/;
const vague = /(?:key|secretid|assertion)$/;

/** What names the place where a secret is used, not the secret: `PASSWORD_PROD`, `token2`. */
const SUFFIX =
  /(?:[-_.]?(?:prod|production|dev|test|staging|stage|live|old|new|primary|secondary|backup|v?\d{1,3}))+$/i;

/**
 * What a key's name says about its value.
 *
 * @param given as it is written, and the words in front of it
 */
export function keyKind(given: string): KeyKind | undefined {
  const key = given.replace(SUFFIX, '');
  const name = keyName(key);
  if (headers.test(name)) return 'header';
  if (phrases.test(name)) return 'phrase';
  const words = keyWords(key);
  if (harmless.some((form) => form.test(words))) return undefined;
  if (secrets.some((form) => form.test(name))) return 'secret';
  if (likely.test(name)) return 'likely';
  return vague.test(name) ? 'vague' : undefined;
}

/** The words of a key: `accessToken`, `ACCESS_TOKEN` and `access-token` are `access_token`. */
function keyWords(key: string): string {
  return key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_');
}

/** Letters and digits of a key in lower case. */
export function keyName(key: string): string {
  const plain = key.toLowerCase();
  const isAscii = /^[\x20-\x7e]*$/.test(plain);
  const letters = isAscii
    ? plain
    : plain
        .normalize('NFD')
        .replaceAll(/[\u0300-\u036f]/g, '')
        .normalize('NFC');
  return letters.replaceAll(/[^a-z0-9\u0131\u0370-\uffff]/g, '');
}
