import { chosenDatabase, clusterStatus, startCluster, stopCluster, type RunningCluster } from '@mcp-otel/postgres';
import type { Action, DbOptions } from './action.ts';

/** Actions on the private server. */
export const serverActions = {
  start: async ({ folder }) => {
    const running = await startCluster(folder);
    const text = `Postgres runs on 127.0.0.1:${running.port}, its data is in ${folder}. psql "$(mcp-otel db psql-url)" asks it.`;
    return { told: of(folder, running), text, code: 0 };
  },
  stop: async ({ folder }) => {
    await stopCluster(folder);
    return { told: of(folder, undefined), text: notThere(folder), code: 0 };
  },
  status: async ({ folder }) => {
    const running = clusterStatus(folder);
    if (running === undefined) return { told: of(folder, running), text: notThere(folder), code: 1 };
    const text = `Postgres runs on 127.0.0.1:${running.port}, process ${running.pid}, in ${folder}`;
    return { told: of(folder, running), text, code: 0 };
  },
  'psql-url': async (options) => {
    const url = databaseUrl(options);
    return { told: { ...of(options.folder, clusterStatus(options.folder)), url }, text: url, code: 0 };
  },
} satisfies Record<string, Action>;

/**
 * The database that was named, or else the private one.
 *
 * @throws Error that tells how to get one when there is none
 */
export function databaseUrl({ env, postgres, folder }: Pick<DbOptions, 'env' | 'postgres' | 'folder'>): string {
  const hints: string[] = [];
  const url = chosenDatabase(env, postgres, (hint) => void hints.push(hint))?.url ?? clusterStatus(folder)?.url;
  if (url === undefined)
    throw new Error(['no database runs: mcp-otel db start, or --postgres URL', ...hints].join('; '));
  return url;
}

function of(folder: string, running: RunningCluster | undefined) {
  if (running === undefined) return { folder, running: false };
  return { folder, running: true, pid: running.pid, port: running.port };
}

function notThere(folder: string): string {
  return `no Postgres runs in ${folder}`;
}
