import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '@mcp-otel/pipeline/spool';

/** A server that runs on some data, as its own file tells. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** The server that runs on the data. What a crash has left is taken away, also where its number belongs to another program now. */
export function runningPostmaster(data: string): Postmaster | undefined {
  const file = join(data, 'postmaster.pid');
  const [pid, , , port] = linesOf(file);
  if (pid === undefined) return undefined;
  if (isPostgres(Number(pid))) return { pid: Number(pid), port: Number(port) };
  rmSync(file, { force: true });
  return undefined;
}

function isPostgres(pid: number): boolean {
  if (!(pid > 0) || !isAlive(pid)) return false;
  if (process.platform !== 'linux') return true; // Only Linux tells cheaply what program it is.
  return linesOf(`/proc/${pid}/comm`)[0]?.startsWith('postgres') === true && !isZombie(pid);
}

/** A process that has ended and that nobody has asked about. */
function isZombie(pid: number): boolean {
  return linesOf(`/proc/${pid}/status`).some((line) => /^State:\s+Z/.test(line));
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
