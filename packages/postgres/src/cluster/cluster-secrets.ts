import { randomBytes } from 'node:crypto';
import { chownSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunAs } from './run-as.ts';

/** What is needed to get into a cluster; kept inside of its data, readable by its user only. */
export interface ClusterSecrets {
  readonly password: string;
}

const FILE = 'mcp-otel.json';

/** A password that nobody has had before. */
export function newSecrets(): ClusterSecrets {
  return { password: randomBytes(24).toString('base64url') };
}

/** @throws Error when the file cannot be read */
export function readSecrets(data: string): ClusterSecrets {
  return JSON.parse(readFileSync(join(data, FILE), 'utf8')) as ClusterSecrets;
}

export function writeSecrets(data: string, secrets: ClusterSecrets, user: RunAs | undefined): void {
  const file = join(data, FILE);
  writeFileSync(file, `${JSON.stringify(secrets)}\n`, { mode: 0o600 });
  if (user !== undefined) chownSync(file, user.uid, user.gid);
}
