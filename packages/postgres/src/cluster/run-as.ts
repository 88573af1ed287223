import { readFileSync, statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';

/** A user that a server runs as. */
export interface RunAs {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Whom a server runs as: nobody else, or where this process is root, which Postgres refuses to run as, a user without
 * rights.
 *
 * @throws Error when this is root and the system has no such user
 */
export function runAs(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = users.find(([user]) => user === name) ?? [];
    if (uid !== undefined && gid !== undefined) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('Postgres does not run as root, and there is neither a user "postgres" nor "nobody"');
}

/** The first folder on the way to a path that the user may not enter. */
export function closedFolder(path: string, { uid, gid }: RunAs): string | undefined {
  const above = dirname(path);
  const closed = above === path ? undefined : closedFolder(above, { name: '', uid, gid });
  if (closed !== undefined) return closed;
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined || !stat.isDirectory() || mayEnter(stat, uid, gid) ? undefined : path;
}

function mayEnter({ mode, uid: owner, gid: group }: Stats, uid: number, gid: number): boolean {
  if (owner === uid) return (mode & 0o100) !== 0;
  return (mode & (group === gid ? 0o010 : 0o001)) !== 0;
}
