import type { Client } from 'pg';
import { connect } from './connect.ts';

/**
 * Runs with one connection to a database, and ends it.
 *
 * @throws Error when there is no connection, without its address, which holds a password
 */
export async function withClient<Result>(url: string, run: (client: Client) => Promise<Result>): Promise<Result> {
  const client = await connected(url);
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

async function connected(url: string): Promise<Client> {
  try {
    return await connect({ url, schema: '', migrate: 'off' });
  } catch (error) {
    throw new Error(`there is no connection to Postgres: ${(error as Error).message}`, { cause: error });
  }
}
