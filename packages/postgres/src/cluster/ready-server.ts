import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { closedFolder, type RunAs } from './run-as.ts';
import type { ServerBinaries } from './server-binaries.ts';

/** A server that can be started. */
export interface ReadyServer {
  readonly bin: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Makes a server ready to run: that of npm needs links to its libraries, which its install script makes where scripts may
 * run, and has to be copied out of a folder that its user may not enter.
 *
 * @param folder where links and copies go
 */
export function readyServer({ bin, embedded }: ServerBinaries, folder: string, user: RunAs | undefined): ReadyServer {
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', HOME: '/nonexistent', TZ: 'UTC' };
  if (!embedded) return { bin, env };
  const native = dirname(user !== undefined && closedFolder(bin, user) !== undefined ? copied(bin, folder) : bin);
  const path = [linked(native, folder), join(native, 'lib')].join(':');
  return { bin: join(native, 'bin'), env: { ...env, LD_LIBRARY_PATH: path, DYLD_LIBRARY_PATH: path } };
}

function copied(bin: string, folder: string): string {
  const target = join(folder, 'server');
  if (!existsSync(join(target, 'bin', 'postgres'))) cpSync(dirname(bin), target, { recursive: true });
  return join(target, 'bin');
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** Links of library names to the files that are there, in a folder of their own. */
function linked(native: string, folder: string): string {
  const target = join(folder, 'lib');
  mkdirSync(target, { recursive: true, mode: 0o755 });
  chmodSync(target, 0o755);
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as readonly Link[];
  for (const link of links.filter(({ target: path }) => path.startsWith('native/lib/'))) {
    const name = join(target, basename(link.target));
    if (!existsSync(name)) symlinkSync(join(native, 'lib', basename(link.source)), name);
  }
  for (const program of ['postgres', 'initdb']) chmodSync(join(native, 'bin', program), 0o755);
  return target;
}
