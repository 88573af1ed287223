import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '@mcp-otel/pipeline';
import pg from 'pg';
import { chooseServer } from './choose-server.ts';
import { readSecrets } from './cluster-secrets.ts';
import { createData, OWNER } from './create-data.ts';
import { withFolderLock } from './folder-lock.ts';
import { runningPostmaster } from './postmaster.ts';
import type { ReadyServer } from './ready-server.ts';
import { closedFolder, runAs, type RunAs } from './run-as.ts';
import { serverBinaries, type ServerBinaries } from './server-binaries.ts';

/** A private Postgres that runs. */
export interface RunningCluster {
  /** Address with name and password; loopback only. */
  readonly url: string;
  readonly pid: number;
  readonly port: number;
}

const START_MS = 30_000;
const STOP_MS = 30_000;

/**
 * Starts the private cluster of a folder, or finds it running: loopback, a random password, a free port. What a crash has
 * left is repaired. It goes on when this process ends.
 *
 * @param servers from which it is chosen; all that can be found, unless some are given
 * @throws Error when there is no Postgres on this machine, or it does not start; with its own last words
 */
export async function startCluster(
  folder: string,
  servers: readonly ServerBinaries[] = serverBinaries(process.env),
): Promise<RunningCluster> {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  return withFolderLock(folder, async () => {
    const running = clusterStatus(folder);
    if (running !== undefined) return running;
    const user = runAs();
    const closed = user && closedFolder(folder, user);
    if (user !== undefined && closed !== undefined)
      throw new Error(`Postgres runs as ${user.name} here, who may not enter ${closed}: choose another folder`);
    const server = chooseServer(servers, folder, user);
    const data = createData(server, folder, user);
    return launch(server, folder, data, user);
  });
}

/** The cluster of a folder, if it runs. */
export function clusterStatus(folder: string): RunningCluster | undefined {
  const data = join(folder, 'data');
  const postmaster = runningPostmaster(data);
  return postmaster && { ...postmaster, url: urlOf(data, postmaster.port) };
}

/** Stops the cluster of a folder, if it runs, and waits until it is gone. @returns whether it ran */
export async function stopCluster(folder: string): Promise<boolean> {
  const running = clusterStatus(folder);
  if (running === undefined) return false;
  process.kill(running.pid, 'SIGINT'); // Ends connections, and writes everything down.
  const deadline = Date.now() + STOP_MS;
  while (runningPostmaster(join(folder, 'data')) !== undefined) {
    if (Date.now() > deadline) throw new Error(`Postgres (process ${running.pid}) does not stop`);
    await pause(25);
  }
  return true;
}

async function launch(
  server: ReadyServer,
  folder: string,
  data: string,
  user: RunAs | undefined,
): Promise<RunningCluster> {
  const port = await freePort();
  const logFile = join(folder, 'postgres.log');
  const log = openSync(logFile, 'a', 0o600);
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', `port=${port}`];
  const child = spawn(join(server.bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
    env: server.env,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    ...(user !== undefined && { uid: user.uid, gid: user.gid }),
  });
  closeSync(log);
  child.unref();
  const url = urlOf(data, port);
  await answers(child, url, logFile);
  return { url, port, pid: child.pid ?? 0 };
}

/** Waits until the server takes connections, and gives it its database. */
async function answers(child: ChildProcess, url: string, logFile: string): Promise<void> {
  const deadline = Date.now() + START_MS;
  let failure: unknown;
  child.once('error', (error) => {
    failure = error;
  });
  for (;;) {
    if (failure !== undefined || child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGINT');
      throw new Error(`Postgres does not start: ${await lastWords(logFile)}`, { cause: failure });
    }
    try {
      return await ensureDatabase(url);
    } catch {
      await pause(20);
    }
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(url, 'postgres'), connectionTimeoutMillis: 2_000 });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [OWNER]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${OWNER}`);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

function urlOf(data: string, port: number): string {
  return `postgres://${OWNER}:${readSecrets(data).password}@127.0.0.1:${port}/${OWNER}`;
}

async function lastWords(logFile: string): Promise<string> {
  const log = await readFile(logFile, 'utf8').catch(() => '');
  return log.trim().split('\n').slice(-3).join(' | ').slice(-600);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
