import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './postmaster.ts';

const WAIT_MS = 60_000;

/** Does something while no other process does it in the same folder. A lock whose holder is gone holds nobody up. */
export async function withFolderLock<Result>(folder: string, run: () => Promise<Result>): Promise<Result> {
  const file = join(folder, 'lock');
  const deadline = Date.now() + WAIT_MS;
  while (!taken(file)) {
    if (Date.now() > deadline) throw new Error(`process ${holderOf(file)} works in ${folder} and does not end`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  try {
    return await run();
  } finally {
    rmSync(file, { force: true });
  }
}

function taken(file: string): boolean {
  try {
    const lock = openSync(file, 'wx', 0o600);
    writeSync(lock, String(process.pid));
    closeSync(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = holderOf(file);
    if (holder !== undefined && !isAlive(holder)) rmSync(file, { force: true });
    return false;
  }
}

/** Undefined while the holder has not written down who it is. */
function holderOf(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}
