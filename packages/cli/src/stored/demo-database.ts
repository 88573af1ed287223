import {
  chosenDatabase,
  clusterFolder,
  clusterStatus,
  startCluster,
  startPglite,
  stopCluster,
  withClient,
} from '@mcp-otel/postgres';

/** A database for as long as the demo needs one. */
export interface DemoDatabase extends AsyncDisposable {
  readonly url: string;
  /** What is not as it would be elsewhere. */
  readonly warning?: string;
}

/**
 * The database that the operator has named, or else the private one: where the demo has started that, it stops it again,
 * unless somebody else has come to use it meanwhile.
 *
 * @param start makes the private one run; where it cannot, PGlite stands in
 * @throws Error when there is no Postgres on this machine, of either kind
 */
export async function demoDatabase(env: NodeJS.ProcessEnv, start = startCluster): Promise<DemoDatabase> {
  const chosen = chosenDatabase(env, undefined, () => undefined);
  if (chosen !== undefined) return { url: chosen.url, [Symbol.asyncDispose]: async () => undefined };
  const folder = clusterFolder(env);
  const ran = clusterStatus(folder) !== undefined;
  let url: string;
  try {
    ({ url } = await start(folder));
  } catch (error) {
    return pglite(error as Error);
  }
  return {
    url,
    async [Symbol.asyncDispose]() {
      if (!ran && !(await isUsed(url))) await stopCluster(folder);
    },
  };
}

async function pglite({ message }: Error): Promise<DemoDatabase> {
  try {
    const server = await startPglite();
    const warning = `${message}; PGlite stands in for it, which is slower and takes no COPY`;
    return { url: server.url, warning, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
  } catch (error) {
    throw new Error(`${message}; ${(error as Error).message}`, { cause: error });
  }
}

/** Our own connection, which has ended, may be listed for a moment. */
async function isUsed(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const { rows } = await client.query(others);
      if (rows.length === 0) return false;
      await client.query('SELECT pg_sleep(0.05)');
    }
    return true;
  });
}

const TRIES = 10;
const others = "SELECT FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";
