import type { Client } from 'pg';
import { connect } from './connect.ts';
import type { DatabaseSettings } from './database-settings.ts';

/**
 * Runs with one connection to a database, and ends it. Where the address has no password, it is that of
 * `MCP_OTEL_POSTGRES_PASSWORD_FILE` or `_COMMAND`.
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
    return await connect({
      url,
      schema: '',
      migrate: 'off',
      ...(hasPassword.test(url) ? {} : passwordSource(process.env)),
    });
  } catch (error) {
    throw new Error(`there is no connection to Postgres: ${(error as Error).message}`, { cause: error });
  }
}

const hasPassword = /^\w+:\/\/[^/?#@:]*:[^/?#@]+@/;

function passwordSource(env: NodeJS.ProcessEnv): Pick<DatabaseSettings, 'passwordFile' | 'passwordCommand'> {
  return {
    passwordFile: env['MCP_OTEL_POSTGRES_PASSWORD_FILE'] || undefined,
    passwordCommand: env['MCP_OTEL_POSTGRES_PASSWORD_COMMAND'] || undefined,
  };
}
