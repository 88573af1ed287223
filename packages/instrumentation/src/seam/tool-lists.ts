import type { Attributes } from '@opentelemetry/api';
import { attributeBytes, MAX_VALUE_BYTES, own } from '@mcp-otel/core';
import { repeatableTools } from '../ledger/offer-answer.ts';
import { member, type Message } from '../protocol/messages.ts';
import { toolDefinitions, type ToolDefinitions } from '../protocol/tool-definitions.ts';
import type { Connection, OpenCall } from './connection.ts';
import type { Seam } from './seam.ts';

/** Definitions that one connection remembers. */
const MAX_DEFINITIONS = 1_024;

/** Learns from a `tools/list` answer which tools there are; count and hashes go on the span, the bodies nowhere. */
export function toolsListed(
  seam: Seam,
  connection: Connection,
  { side, span, uncounted }: OpenCall,
  answer: Message,
): void {
  const listed = toolDefinitions(member(answer, 'result', 'tools'));
  if (listed === undefined) return;
  seam.telemetry.labels.list(listed.hashes.keys());
  if (uncounted !== true) seam.telemetry.recorder()?.toolsListed(side, listed.hashes.keys());
  remember(connection, listed);
  for (const name of repeatableTools(member(answer, 'result', 'tools')))
    if (connection.repeatable.size < MAX_DEFINITIONS) connection.repeatable.add(name);
  span?.write(listAttributes(listed));
}

function remember({ definitions }: Connection, { hashes }: ToolDefinitions): void {
  for (const [name, hash] of hashes) {
    if (hash !== undefined && (definitions.has(name) || definitions.size < MAX_DEFINITIONS))
      definitions.set(name, hash);
  }
}

/** As many hashes as one attribute may hold; that there are more is said. */
function listAttributes({ count, hashes }: ToolDefinitions): Attributes {
  const kept: string[] = [];
  let bytesLeft = MAX_VALUE_BYTES;
  for (const [name, hash] of hashes) {
    const text = `${name}=${hash ?? ''}`;
    bytesLeft -= attributeBytes(text);
    if (bytesLeft >= 0) kept.push(text);
  }
  return {
    [own.ATTR_TOOLS_COUNT]: count,
    [own.ATTR_TOOLS_DEFINITION_HASHES]: kept,
    ...(bytesLeft < 0 && { [own.ATTR_TRUNCATED]: true }),
  };
}
