import { createHash } from 'node:crypto';
import { boundedJson, safeName } from '@mcp-otel/core';

/** Tools of one answer that are looked at. */
const MAX_TOOLS = 256;
/** Definitions larger than this are not hashed. */
const MAX_DEFINITION_BYTES = 128 * 1024;

/** Names of the tools in a `tools/list` answer, each with the hash of its definition. */
export interface ToolDefinitions {
  readonly count: number;
  /** Undefined where a definition is too large or too odd to hash. */
  readonly hashes: ReadonlyMap<string, string | undefined>;
}

/** Reads a `tools/list` answer; undefined when it has no list of tools. The bodies are hashed, never kept. */
export function toolDefinitions(tools: unknown): ToolDefinitions | undefined {
  if (!Array.isArray(tools)) return undefined;
  const hashes = new Map<string, string | undefined>();
  for (const tool of tools.slice(0, MAX_TOOLS) as unknown[]) {
    const name = nameOf(tool);
    if (name !== undefined) hashes.set(name, definitionHash(tool));
  }
  return { count: tools.length, hashes };
}

/**
 * SHA-256 over the definition as JSON with sorted keys, the same for every server that describes the tool the same way.
 * A changed hash is a changed tool ("rug pull").
 */
export function definitionHash(tool: unknown): string | undefined {
  const { text, truncated } = boundedJson(tool, {
    maxBytes: MAX_DEFINITION_BYTES,
    maxNodes: 20_000,
    maxDepth: 64,
    sortKeys: true,
  });
  return truncated ? undefined : createHash('sha256').update(text).digest('hex');
}

function nameOf(tool: unknown): string | undefined {
  if (typeof tool !== 'object' || tool === null) return undefined;
  return safeName(Object.getOwnPropertyDescriptor(tool, 'name')?.value);
}
