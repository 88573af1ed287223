import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterStatus, startCluster, stopCluster, type RunningCluster } from '@mcp-otel/postgres';
import { wantedServers } from './test-database.ts';
import { waitUntil } from './wait-until.ts';

/** A Postgres of one test's own, which may be ended without a word. */
export interface OwnCluster extends AsyncDisposable {
  readonly url: string;
  /** Folder of its data. */
  readonly data: string;
  /** Ends it as a loss of power would for its clients, and starts it again. @returns its new port */
  restart(): Promise<number>;
}

export async function ownCluster(): Promise<OwnCluster> {
  const above = mkdtempSync(join(tmpdir(), 'mcp-otel-own-cluster-'));
  chmodSync(above, 0o755); // Postgres may run as another user.
  const folder = join(above, 'postgres');
  let cluster: RunningCluster = await startCluster(folder, wantedServers());
  return {
    url: cluster.url,
    data: join(folder, 'data'),
    restart: async () => {
      process.kill(cluster.pid, 'SIGQUIT');
      await waitUntil('the server is gone', async () => clusterStatus(folder) === undefined);
      cluster = await startCluster(folder, wantedServers());
      return cluster.port;
    },
    async [Symbol.asyncDispose]() {
      await stopCluster(folder);
      rmSync(above, { recursive: true, force: true });
    },
  };
}
