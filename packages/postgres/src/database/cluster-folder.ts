import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Folder of the private cluster. Root has one that another user may enter, because Postgres does not run as root; everybody
 * else has it among their own data.
 */
export function clusterFolder(env: Readonly<Record<string, string | undefined>>): string {
  if (process.getuid?.() === 0) return '/var/lib/mcp-otel/postgres';
  const { XDG_DATA_HOME: data } = env;
  return join(data === undefined || data === '' ? join(homedir(), '.local', 'share') : data, 'mcp-otel', 'postgres');
}
