import { Client } from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import type { DatabaseSettings } from './database-settings.ts';
import { passwordOf } from './password.ts';

const CONNECT_MS = 10_000;

/**
 * Opens a connection. Nothing is sent at its start that a pooler would refuse.
 *
 * @throws Error as the server or the network gives it
 */
export async function connect(settings: DatabaseSettings): Promise<Client> {
  const password = await passwordOf(settings);
  const client = new Client({
    ...parseIntoClientConfig(settings.url), // Given as a string it would win over the password.
    ...(password !== undefined && { password }),
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'mcp-otel',
    keepAlive: true,
  });
  client.on('error', () => undefined); // Whoever waits for an answer is told of it.
  await client.connect();
  return client;
}
