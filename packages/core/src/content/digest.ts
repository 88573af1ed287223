import { createHmac } from 'node:crypto';

/** Hexadecimal digits of a keyed digest of content: enough to join, and not to be broken by trying all texts of a kind. */
const DIGITS = 16;

/** A keyed digest of content, by which equal contents can be joined and none can be read; nothing without a key. */
export function contentDigest(key: string, content: string): string | undefined {
  return key === '' ? undefined : createHmac('sha256', key).update(content).digest('hex').slice(0, DIGITS);
}
