import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@mcp-otel/pipeline';
import { waitUntil } from './wait-until.ts';

/** A PgBouncer on loopback that shares connections between transactions. */
export interface PgBouncer extends AsyncDisposable {
  /** Address of the same database by way of it. */
  readonly url: string;
}

export function hasPgBouncer(): boolean {
  return spawnSync('pgbouncer', ['--version']).status === 0;
}

export async function startPgBouncer(databaseUrl: string): Promise<PgBouncer> {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-otel-pgbouncer-'));
  chmodSync(folder, 0o755);
  const { hostname, port, username, password } = new URL(databaseUrl);
  const own = await freePort();
  const settings = join(folder, 'pgbouncer.ini');
  writeFileSync(
    settings,
    `[databases]
* = host=${hostname} port=${port} user=${username} password=${decodeURIComponent(password)}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
`,
  );
  // It does not run as root.
  const user = process.getuid?.() === 0 ? ['--user=nobody'] : [];
  const child = spawn('pgbouncer', ['--quiet', ...user, settings], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  await waitUntil('PgBouncer listens', () => answers(own));
  const url = new URL(databaseUrl);
  url.port = String(own);
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => void socket.end(() => resolve(true)));
    socket.on('error', () => resolve(false));
  });
}
