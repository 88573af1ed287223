import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newSecrets, writeSecrets } from './cluster-secrets.ts';
import type { ReadyServer } from './ready-server.ts';
import type { RunAs } from './run-as.ts';

/** Name of the cluster's superuser and of its database. */
export const OWNER = 'mcp_otel';

const HALF_MADE = 'data-in-the-making';

/**
 * Makes the data of a cluster where there is none. It gets its name when it is whole: what a crash leaves half-made has
 * another one, and is made anew.
 *
 * @throws Error with what `initdb` says
 */
export function createData(server: ReadyServer, folder: string, user: RunAs | undefined): string {
  const data = join(folder, 'data');
  removeHalfMade(folder);
  if (existsSync(data)) return data;
  const making = join(folder, `${HALF_MADE}-${process.pid}`);
  mkdirSync(making, { mode: 0o700 });
  if (user !== undefined) chownSync(making, user.uid, user.gid);
  initialise(server, making, user);
  renameSync(making, data);
  return data;
}

function removeHalfMade(folder: string): void {
  for (const name of readdirSync(folder))
    if (name.startsWith(HALF_MADE)) rmSync(join(folder, name), { recursive: true, force: true });
}

function initialise({ bin, env }: ReadyServer, data: string, user: RunAs | undefined): void {
  const secrets = newSecrets();
  const passwordFile = `${data}.password`;
  writeFileSync(passwordFile, `${secrets.password}\n`, { mode: 0o600 });
  if (user !== undefined) chownSync(passwordFile, user.uid, user.gid);
  const args = [
    '-D',
    data,
    '-U',
    OWNER,
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--locale=C',
  ];
  const { status, stderr, error } = spawnSync(join(bin, 'initdb'), args, {
    env,
    cwd: '/',
    encoding: 'utf8',
    ...(user !== undefined && { uid: user.uid, gid: user.gid }),
  });
  rmSync(passwordFile);
  if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? stderr.trim().slice(-500)}`);
  writeSecrets(data, secrets, user);
}
