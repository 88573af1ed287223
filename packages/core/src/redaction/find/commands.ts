import { isSecretValue } from '../rules/secret-values.ts';
import type { Found } from './found.ts';
import { readValue } from './values.ts';

/** How far in front of a flag its program may stand, in characters. */
const REACH = 120;

/** Flags of one letter whose value is a password, by the programs that have them. */
const flags: Readonly<Record<string, { readonly programs: RegExp; readonly form: 'attached' | 'next' | 'pair' }>> = {
  p: { programs: /\b(?:mysql|mariadb)\w*\b[^|;&\n]*$/, form: 'attached' },
  a: { programs: /\bredis-cli\b[^|;&\n]*$/, form: 'next' },
  u: { programs: /\b(?:curl|wget|http)\b[^|;&\n]*$/, form: 'pair' },
  w: { programs: /\bldap\w+\b[^|;&\n]*$/, form: 'next' },
  P: { programs: /\b(?:sqlcmd|bcp|tsql|sshpass)\b[^|;&\n]*$/, form: 'next' },
};

/** The password behind a flag of one letter: `mysql -pSecret`, `curl -u user:secret`. */
export function shortFlagAt(text: string, dash: number): Found | undefined {
  const flag = flags[text.charAt(dash + 1)];
  if (flag === undefined || text.charCodeAt(dash - 1) !== 32) return undefined;
  if (!flag.programs.test(text.slice(Math.max(0, dash - REACH), dash))) return undefined;
  const value = readValue(text, dash + 2, 'line');
  if (value === undefined || (flag.form === 'attached') !== (value.start === dash + 2)) return undefined;
  const pair = flag.form === 'pair' ? text.slice(value.start, value.end).indexOf(':') : -1;
  if (flag.form === 'pair' && pair === -1) return undefined;
  return secretOf(text, value.start + pair + 1, value.end);
}

/** Words behind which a password stands without any separator. */
const spoken: Readonly<Record<string, RegExp>> = {
  password: /(?:\blogin\s+\S{1,64}\s+|\b(?:WITH|SET|ENCRYPTED)\s+)$/i,
  passwd: /\blogin\s+\S{1,64}\s+$/i,
  by: /\bidentified\s+$/i,
  requirepass: /(?:)/,
  masterauth: /(?:)/,
  authtoken: /(?:)/,
  auth: /(?:^|\bredis\S*[>$]\s|\n|> )$/,
};

/** The password behind a word of a configuration file or statement: `login ci password ...`, `IDENTIFIED BY '...'`. */
export function spokenPasswordAt(text: string, start: number, end: number): Found | undefined {
  if (text.charCodeAt(end) !== 32) return undefined;
  const before = spoken[text.slice(start, end).toLowerCase()];
  if (before === undefined || !before.test(text.slice(Math.max(0, start - 80), start))) return undefined;
  const value = readValue(text, end + 1, 'line');
  return value === undefined ? undefined : secretOf(text, value.start, value.end);
}

function secretOf(text: string, start: number, end: number): Found | undefined {
  const value = { value: text.slice(start, end), quoted: false, next: text.charAt(end) };
  return isSecretValue('secret', value) ? { start, end, class: 'password' } : undefined;
}
