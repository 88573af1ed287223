import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where spans wait unless `MCP_OTEL_SPOOL_DIR` says otherwise: among the state of the user (XDG Base Directory Specification). */
export function spoolFolder(env: Readonly<Record<string, string | undefined>>): string {
  const { XDG_STATE_HOME: state } = env;
  return join(state === undefined || state === '' ? join(homedir(), '.local', 'state') : state, 'mcp-otel', 'spool');
}
