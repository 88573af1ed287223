import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { holderName, holderOf, isGone, ourselves } from './holder.ts';
import { forgetWriter } from './writer.ts';

/** A holder on another machine is taken for gone when its folder was not touched for so long. */
export const FOREIGN_GONE_MS = 10 * 60_000;

const FREE = /^free-[\da-f]{12}$/;

/**
 * Takes a folder below the base for this process: one that nobody holds any more, with what is in it, or a new one. The name
 * of a folder tells its holder, so that taking it is a rename, which only one can do.
 *
 * @throws Error as the file system gives it
 */
export function leaseFolder(base: string): string {
  mkdirSync(base, { recursive: true, mode: 0o700 });
  for (const name of freeFolders(base)) {
    const folder = adoptFolder(base, name);
    if (folder !== undefined) return folder;
  }
  const folder = join(base, holderName(ourselves()));
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

/** Gives a folder back, for whoever comes next. */
export function releaseFolder(folder: string): void {
  renameSync(folder, join(dirname(folder), `free-${randomBytes(6).toString('hex')}`));
}

/** Folders below the base that nobody holds. */
export function freeFolders(base: string): readonly string[] {
  return readdirSync(base)
    .filter((name) => FREE.test(name) || isAbandoned(base, name))
    .toSorted();
}

/** Takes one of `freeFolders`; undefined where another process was quicker. */
export function adoptFolder(base: string, name: string): string | undefined {
  const folder = join(base, holderName(ourselves()));
  try {
    renameSync(join(base, name), folder);
  } catch {
    return undefined;
  }
  const holder = holderOf(name);
  // One that was only asleep goes on under its own number: nobody else must.
  if (holder !== undefined && isGone(holder) !== true) forgetWriter(folder);
  return folder;
}

function isAbandoned(base: string, name: string): boolean {
  const holder = holderOf(name);
  if (holder === undefined) return false;
  return isGone(holder) ?? isUntouched(join(base, name));
}

function isUntouched(folder: string): boolean {
  try {
    return Date.now() - statSync(folder).mtimeMs > FOREIGN_GONE_MS;
  } catch {
    return false;
  }
}
