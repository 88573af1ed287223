import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '@mcp-otel/pipeline/spool';

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

/** The lock comes into being with its holder's number in it, so that a crash leaves none that names nobody. */
function taken(file: string): boolean {
  const own = `${file}-${process.pid}-${randomUUID()}`;
  writeFileSync(own, String(process.pid), { mode: 0o600 });
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = holderOf(file);
    if (holder !== undefined && !isAlive(holder)) rmSync(file, { force: true });
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Undefined where the lock has just been given back. */
function holderOf(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}
