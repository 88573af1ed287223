/** A Postgres inside of this process, for machines on which no server can be found. */
export interface PgliteServer extends AsyncDisposable {
  readonly url: string;
}

/** Programs that may be connected at a time; they take turns. */
const MAX_CONNECTIONS = 50;

/**
 * Starts PGlite on a free loopback port, with its data in memory. It knows no passwords: whoever is on this machine may ask it
 * while it runs. Rows come in by `INSERT`, because it stops at a `COPY`.
 *
 * @throws Error that says what to install where it is not there
 */
export async function startPglite(): Promise<PgliteServer> {
  const { PGlite, PGLiteSocketServer } = await load();
  const engine = await PGlite.create();
  const server = new PGLiteSocketServer({ db: engine, host: '127.0.0.1', port: 0, maxConnections: MAX_CONNECTIONS });
  await server.start();
  return {
    url: `postgres://postgres@${server.getServerConn()}/postgres`,
    async [Symbol.asyncDispose]() {
      await server.stop();
      await engine.close();
    },
  };
}

async function load() {
  try {
    const [{ PGlite }, { PGLiteSocketServer }] = await Promise.all([
      import('@electric-sql/pglite'),
      import('@electric-sql/pglite-socket'),
    ]);
    return { PGlite, PGLiteSocketServer };
  } catch (error) {
    throw new Error('PGlite is not there: npm install @electric-sql/pglite @electric-sql/pglite-socket', {
      cause: error,
    });
  }
}
