import type { Variables } from '@mcp-otel/core';

/** Whether there is a database that spans are to be stored in. */
export function hasDatabase(variables: Variables): boolean {
  return variables.text('MCP_OTEL_POSTGRES_URL') !== '';
}
