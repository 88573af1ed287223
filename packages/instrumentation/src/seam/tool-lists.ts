import type { Span } from '@opentelemetry/api';
import { own } from '@mcp-otel/core';
import type { Result } from '../protocol/messages.ts';
import { toolDefinitions } from '../protocol/tool-definitions.ts';
import type { Connection } from './connection.ts';
import type { Seam } from './seam.ts';

/** Hashes that are written on the span of one list. */
const MAX_HASHES = 64;

/** Learns from a `tools/list` answer which tools there are; count and hashes go on the span, the bodies nowhere. */
export function toolsListed(
  seam: Seam,
  connection: Connection,
  span: Span | undefined,
  result: Result | undefined,
): void {
  const listed = toolDefinitions(result?.tools);
  if (listed === undefined) return;
  seam.telemetry.labels.list(listed.hashes.keys());
  for (const [name, hash] of listed.hashes) if (hash !== undefined) connection.definitions.set(name, hash);
  span?.setAttribute(own.ATTR_TOOLS_COUNT, listed.count);
  const hashes = [...listed.hashes].flatMap(([name, hash]) => (hash === undefined ? [] : [`${name}=${hash}`]));
  span?.setAttribute(own.ATTR_TOOLS_DEFINITION_HASHES, hashes.slice(0, MAX_HASHES));
}
