import { closeSync, fdatasyncSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SpoolSettings } from './spool-settings.ts';

/**
 * Writes a file that is there as a whole or not at all. A folder that somebody has taken away is made again.
 *
 * @throws Error as the file system gives it
 */
export async function writeSegment(path: string, bytes: Buffer, sync: SpoolSettings['sync']): Promise<void> {
  const temporary = `${path}.tmp`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(bytes);
      if (sync === 'power') await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(temporary, `${path}.seg`);
    if (sync === 'power') syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The same without the event loop, for the end of a process. */
export function writeSegmentSync(path: string, bytes: Buffer, sync: SpoolSettings['sync']): void {
  const temporary = `${path}.sync.tmp`; // The file may be half written by the other way.
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const handle = openSync(temporary, 'w', 0o600);
    try {
      writeFileSync(handle, bytes);
      if (sync === 'power') fdatasyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, `${path}.seg`);
    if (sync === 'power') syncFolder(dirname(path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** A new name is only there for good once its folder is written. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
