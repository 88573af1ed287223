import { hasVariety } from '../rules/token-rule.ts';
import { markerLength } from '../marker.ts';
import type { Found } from './found.ts';
import { Stops } from './stops.ts';

const MAX_CREDENTIALS = 512;
const MAX_LOCAL = 64;
const MAX_DOMAIN = 253;
const ofText = new Stops(' \t\r\n\u00a0"\'`<>\\');
const ofAuthority = new Stops(' \t\r\n\u00a0"\'`<>\\/?#');
/** Addresses whose passwords are often written as they are, slashes and all. */
const DATABASE =
  /(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|mssql|sqlserver|clickhouse|cassandra|neo4j(?:\+s)?|bolt|nats|mqtts?|ftps?|sftp|smtps?|ldaps?)$/i;

/**
 * The password of an address, or the token that stands where a user would: `postgres://user:password@host`.
 *
 * @param colon where `://` begins
 */
export function credentialsAt(text: string, colon: number): Found | undefined {
  const start = colon + 3;
  if (markerLength(text, start) > 0) return undefined;
  const isDatabase = DATABASE.test(text.slice(Math.max(0, colon - 16), colon));
  const end = (isDatabase ? ofText : ofAuthority).endFrom(text, start, start + MAX_CREDENTIALS);
  const authority = text.slice(start, end);
  const at = start + authority.lastIndexOf('@');
  if (at < start) return undefined;
  const user = start + authority.indexOf(':');
  if (user >= start && user < at) return passwordOf(text, user + 1, at);
  return isToken(text, start, at) ? { start, end: at, class: 'password' } : undefined;
}

function passwordOf(text: string, start: number, end: number): Found | undefined {
  const password = text.slice(start, end);
  const standsIn = /^(?:\$\{?\w+\}?|<[^>]*>|\*+|\{\{?[^}]*\}?\}|%\w+%|\[redacted:.*|password|pass|xxx+|\.{3})$/i.test(
    password,
  );
  return password === '' || standsIn ? undefined : { start, end, class: 'password' };
}

function isToken(text: string, start: number, end: number): boolean {
  return end - start >= 20 && /\d/.test(text.slice(start, end)) && hasVariety(text, start, end);
}

/** Ends of files and units, which follow an `@` without being a host. */
const FILES =
  /^(?:png|jpe?g|gif|svg|webp|avif|ico|bmp|tiff?|css|scss|less|js|mjs|cjs|jsx|tsx?|json|html?|vue|svelte|txt|ya?ml|toml|lock|service|socket|timer|target|slice|mount|tgz|tar|gz|zip|wasm|d|map|woff2?|ttf)$/i;

/**
 * The e-mail address around an `@` (RFC 5321, with letters of any script as RFC 6531 allows).
 *
 * @param from nothing in front of this belongs to it
 */
export function emailAt(text: string, at: number, from: number): Found | undefined {
  const oracle =
    text.charCodeAt(at + 1) === 47 || text.charCodeAt(at + 1) === 40 ? oraclePasswordAt(text, at, from) : undefined;
  if (oracle !== undefined) return oracle;
  const end = domainEnd(text, at + 1);
  if (end - at < 5) return undefined;
  const start = localStart(text, at, from);
  if (start === at) return undefined;
  const domain = text.slice(at + 1, end);
  const dot = domain.lastIndexOf('.');
  if (dot < 1 || !/^(?:xn--[a-z0-9-]+|[\p{L}]{2,})$/iu.test(domain.slice(dot + 1))) return undefined;
  if (isFileOrRemote(text, { start, at, end, domain, dot })) return undefined;
  return { start, end, class: 'email', canonical: text.slice(start, end).toLowerCase() };
}

const ORACLE = /jdbc:oracle:\w+:[^/\s"']{1,64}\/([^@\s"']{1,128})$/;

/** `jdbc:oracle:thin:user/password@//host` */
function oraclePasswordAt(text: string, at: number, from: number): Found | undefined {
  const password = ORACLE.exec(text.slice(Math.max(from, at - 220), at))?.[1];
  const isOpen = password !== undefined && !password.startsWith('[redacted:');
  return !isOpen ? undefined : { start: at - password.length, end: at, class: 'password' };
}

interface Address {
  readonly start: number;
  readonly at: number;
  readonly end: number;
  readonly domain: string;
  readonly dot: number;
}

/** An image's density, a unit's instance, a version, or the place of a repository. */
function isFileOrRemote(text: string, { start, at, end, domain, dot }: Address): boolean {
  const local = text.slice(start, at);
  if (FILES.test(domain.slice(dot + 1)) || /^\d+(?:\.\d+)?x\./.test(domain)) return true;
  if (local === 'git' || text.startsWith('://', start - 3)) return true;
  return text.charAt(end) === ':' && /[\w~/]/.test(text.charAt(end + 1)) && /[A-Za-z~/]/.test(text.charAt(end + 1));
}

function localStart(text: string, at: number, from: number): number {
  const limit = Math.max(from, at - MAX_LOCAL);
  if (text.charAt(at - 1) === '"') return quotedLocal(text, at, limit);
  let start = at;
  while (start > limit && isLocal(text.charCodeAt(start - 1))) start -= 1;
  while (start < at && text.charCodeAt(start) === 46) start += 1;
  return isEscape(text, start, at) ? start + 1 : start;
}

function quotedLocal(text: string, at: number, limit: number): number {
  const open = text.lastIndexOf('"', at - 2);
  return open >= limit && open < at - 1 && !text.slice(open, at).includes('\n') ? open : at;
}

/** The letter of `\n` in front of an address belongs to the escape. */
function isEscape(text: string, start: number, at: number): boolean {
  return start > 0 && at - start > 1 && text.charAt(start - 1) === '\\' && /[nrt]/.test(text.charAt(start));
}

function isLocal(code: number): boolean {
  return (
    isAlphanumeric(code) ||
    code === 46 ||
    code === 95 ||
    code === 45 ||
    code === 43 ||
    code === 37 ||
    code === 39 ||
    isOther(code)
  );
}

function domainEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + MAX_DOMAIN);
  let end = start;
  while (
    end < limit &&
    (isAlphanumeric(text.charCodeAt(end)) ||
      text.charCodeAt(end) === 45 ||
      text.charCodeAt(end) === 46 ||
      isOther(text.charCodeAt(end)))
  )
    end += 1;
  while (end > start && (text.charCodeAt(end - 1) === 46 || text.charCodeAt(end - 1) === 45)) end -= 1;
  return end;
}

function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** Letters of other scripts, without their punctuation and spaces. */
function isOther(code: number): boolean {
  return (code >= 0xc0 && code < 0x2000) || (code >= 0x3040 && code < 0xd800 && code !== 0x30fb);
}
