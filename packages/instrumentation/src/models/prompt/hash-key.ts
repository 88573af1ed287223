import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

const KEY = /^[0-9a-f]{64}$/;

/**
 * The key of keyed digests: the given one, else that of this machine, which is made with the first use and readable by
 * its owner only. Where there is no place for one, a key of this process, and a sentence that says so.
 */
export function hashKey(given: string, warn: (sentence: string) => void, folder?: string): string {
  if (given !== '') return given;
  try {
    const file = join(folder ?? stateFolder(), 'mcp-otel', 'hash-key');
    if (isPublic(file)) warn(`${file} can be read or written by others: give it mode 600`);
    return read(file) ?? create(file);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    warn(
      `no key file for prompt hashes (${code}): they hold for this process only; set MCP_OTEL_HASH_KEY to compare them`,
    );
    return randomBytes(32).toString('hex');
  }
}

function isPublic(file: string): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  return process.platform !== 'win32' && stat !== undefined && (stat.mode & 0o077) !== 0;
}

function read(file: string): string | undefined {
  try {
    const key = readFileSync(file, 'utf8').trim();
    return KEY.test(key) ? key : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Another process may do the same: who comes second takes the first one's. */
function create(file: string): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const key = randomBytes(32).toString('hex');
  try {
    writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
    return key;
  } catch (error) {
    const theirs = (error as NodeJS.ErrnoException).code === 'EEXIST' ? read(file) : undefined;
    if (theirs === undefined) throw error;
    return theirs;
  }
}

function stateFolder(): string {
  const { XDG_STATE_HOME: folder } = process.env;
  return folder !== undefined && folder !== '' ? folder : join(homedir(), '.local', 'state');
}
