import type { Side } from '@mcp-otel/core';
import { customisation } from '../settings/customisation.ts';
import type { Connection } from './connection.ts';
import type { Description } from './describe.ts';
import type { Seam } from './seam.ts';

/** Whether the operator wants neither span nor metrics of a message. Its trace context travels all the same. */
export function isIgnored(
  { settings }: Seam,
  { server, serverName }: Connection,
  side: Side,
  { method, tool }: Pick<Description, 'method' | 'tool'>,
): boolean {
  if (customisation().config.enabled === false || settings.ignoreMethods.includes(method)) return true;
  if (tool !== undefined && settings.ignoreTools.includes(tool)) return true;
  if (side === 'server' || settings.ignoreServers.length === 0) return false;
  return settings.ignoreServers.some((ignored) => ignored === server?.address || ignored === serverName);
}
