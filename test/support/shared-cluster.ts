import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopCluster } from '@mcp-otel/postgres';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the Postgres of this run, which the first test that needs it starts. */
    readonly clusterFolder: string;
  }
}

/** One Postgres per run: gives it a folder, and takes both away in the end. */
export default function setup({ provide }: TestProject): () => Promise<void> {
  const above = mkdtempSync(join(tmpdir(), 'mcp-otel-cluster-'));
  chmodSync(above, 0o755); // Postgres may run as another user.
  const folder = join(above, 'postgres');
  provide('clusterFolder', folder);
  return async () => {
    await stopCluster(folder);
    rmSync(above, { recursive: true, force: true });
  };
}
