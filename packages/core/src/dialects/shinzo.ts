import { ATTR_NETWORK_TRANSPORT } from '@opentelemetry/semantic-conventions';
import * as semconv from '../vocabulary/semconv.ts';
import { text, to } from './conversions.ts';
import type { Dialect } from './dialect.ts';

const RANDOM_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * `@shinzolabs/instrumentation-mcp` 1.1. Its scope is the server's own name and it has no key of its own: its spans are known
 * by the random UUID that stands where the id of the request would, and that is not taken over.
 */
export const shinzo: Dialect = {
  name: 'shinzo',
  marks: ['mcp.request.id'],
  accepts: ({ 'mcp.request.id': id, 'mcp.tool.name': tool }) =>
    typeof tool === 'string' && typeof id === 'string' && RANDOM_UUID.test(id),
  renames: {
    'mcp.tool.name': to(semconv.ATTR_GEN_AI_TOOL_NAME, text),
    'mcp.transport': to(ATTR_NETWORK_TRANSPORT, (value) => (value === 'stdio' ? 'pipe' : undefined)),
  },
  content: { 'mcp.request.argument.': ['arguments'] },
};
