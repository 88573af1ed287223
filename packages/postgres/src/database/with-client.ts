import { Client } from 'pg';

const CONNECT_MS = 10_000;

/**
 * Runs with one connection to a database, and ends it.
 *
 * @throws Error when there is no connection, without its address, which holds a password
 */
export async function withClient<Result>(url: string, run: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'mcp-otel',
  });
  client.on('error', () => undefined); // Whoever waits for an answer is told of it.
  try {
    await client.connect();
  } catch (error) {
    throw new Error(`there is no connection to Postgres: ${(error as Error).message}`, { cause: error });
  }
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}
