import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootId } from './holder.ts';
import { listSegments } from './segment-list.ts';

/** Holds the number of the folder's writer. */
const WRITER_FILE = 'writer.json';

/** Who writes in a folder, and the number that comes next. */
export interface Writer {
  readonly writer: bigint;
  readonly next: bigint;
}

/**
 * The writer that a folder belongs to. A number is never used twice for different content, because what is stored already
 * is found by it: where the machine has lost power since, files that are missing may have been stored, and another
 * writer goes on.
 *
 * @param survives whether files survive a loss of power
 */
export function writerOf(folder: string, survives: boolean): Writer {
  const writer = knownWriter(folder, survives) ?? newWriter(folder);
  const used = listSegments(folder).filter((segment) => segment.writer === writer);
  return { writer, next: used.reduce((highest, { seq }) => (seq > highest ? seq : highest), 0n) + 1n };
}

function knownWriter(folder: string, survives: boolean): bigint | undefined {
  try {
    const { writer, boot } = JSON.parse(readFileSync(join(folder, WRITER_FILE), 'utf8')) as Record<string, unknown>;
    const isSameBoot = boot !== undefined && boot === bootId();
    return typeof writer === 'string' && (survives || isSameBoot) ? BigInt(writer) : undefined;
  } catch {
    return undefined;
  }
}

/** Whoever holds the folder next gets another writer. @throws Error as the file system gives it */
export function forgetWriter(folder: string): void {
  rmSync(join(folder, WRITER_FILE), { force: true });
}

/** A writer that nobody else is. */
export function randomWriter(): bigint {
  return randomBytes(8).readBigInt64BE();
}

function newWriter(folder: string): bigint {
  const writer = randomWriter();
  const file = join(folder, WRITER_FILE);
  writeFileSync(`${file}.tmp`, JSON.stringify({ writer: String(writer), boot: bootId() }), { mode: 0o600 });
  renameSync(`${file}.tmp`, file);
  return writer;
}
