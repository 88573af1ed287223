import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterStatus, startCluster, stopCluster, type RunningCluster } from '@mcp-otel/postgres';
import { waitUntil } from './wait-until.ts';

/** A Postgres of one test's own, which may be ended without a word. */
export interface OwnCluster extends AsyncDisposable {
  readonly url: string;
  /** Ends it as a loss of power would for its clients, and starts it again. @returns its new port */
  restart(): Promise<number>;
}

export async function ownCluster(): Promise<OwnCluster> {
  const above = mkdtempSync(join(tmpdir(), 'mcp-otel-own-cluster-'));
  chmodSync(above, 0o755); // Postgres may run as another user.
  const folder = join(above, 'postgres');
  let cluster: RunningCluster = await startCluster(folder);
  return {
    url: cluster.url,
    restart: async () => {
      process.kill(cluster.pid, 'SIGQUIT');
      await waitUntil('the server is gone', async () => clusterStatus(folder) === undefined);
      cluster = await startCluster(folder);
      return cluster.port;
    },
    async [Symbol.asyncDispose]() {
      await stopCluster(folder);
      rmSync(above, { recursive: true, force: true });
    },
  };
}
