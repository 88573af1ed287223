import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Makes files unreadable, and unchangeable unnoticed, for everybody without the key. */
export interface SealingKey {
  /** Nonce, tag and ciphertext. */
  readonly seal: (bytes: Buffer) => Buffer;
  /** @throws Error for what was sealed with another key, or changed since */
  readonly open: (sealed: Buffer) => Buffer;
}

/**
 * AES-256-GCM (NIST SP 800-38D) with a random nonce per file.
 *
 * @param text the key, 32 bytes in hexadecimal or base64
 * @param option names where it comes from
 * @throws Error that names the option for anything else, never with its value
 */
export function sealingKey(text: string, option: string): SealingKey {
  const trimmed = text.trim();
  const key = Buffer.from(trimmed, /^[\da-f]{64}$/i.test(trimmed) ? 'hex' : 'base64');
  if (key.length !== KEY_BYTES)
    throw new Error(
      `${option} is no key: 32 bytes in hexadecimal or base64 are needed, such as openssl rand -hex 32 gives`,
    );
  return {
    seal(bytes) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
      const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open(sealed) {
      const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    },
  };
}
