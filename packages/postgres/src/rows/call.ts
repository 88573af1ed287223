import { own, semconv } from '@mcp-otel/core';
import type { WireRecord } from '@mcp-otel/pipeline';

/** What a span counts as. */
export type Call = 'model' | 'tool' | 'resource' | 'prompt';

/**
 * What call a span tells of; undefined where it tells of none that counts: another span tells of the same one, or it is
 * shadow traffic that no user sees.
 */
export function callOf(attributes: WireRecord): Call | undefined {
  if (attributes[own.ATTR_DUPLICATE_OF] !== undefined || attributes[own.ATTR_SHADOW] === true) return undefined;
  const method = attributes[semconv.ATTR_MCP_METHOD_NAME];
  if (typeof method === 'string') return Object.hasOwn(methodCalls, method) ? methodCalls[method] : undefined;
  const operation = attributes[semconv.ATTR_GEN_AI_OPERATION_NAME];
  return typeof operation === 'string' && semconv.INFERENCE_OPERATIONS.includes(operation) ? 'model' : undefined;
}

const methodCalls: Readonly<Record<string, Call>> = {
  'tools/call': 'tool',
  'resources/read': 'resource',
  'prompts/get': 'prompt',
};
