import * as semconv from '../vocabulary/semconv.ts';
import { text, to } from './conversions.ts';
import type { Dialect } from './dialect.ts';

/** Envoy AI Gateway, whose default names are those of the drafts of 2025; its request ids stand in braces. */
export const envoy: Dialect = {
  name: 'envoy_ai_gateway',
  marks: ['mcp.request.id', 'mcp.backend.name', 'mcp.complete.argument.name', 'mcp.notifications.progress'],
  accepts: ({ 'mcp.request.id': id }) => typeof id !== 'string' || id.startsWith('{'),
  renames: {
    'mcp.tool.name': to(semconv.ATTR_GEN_AI_TOOL_NAME, text),
    'mcp.prompt.name': to(semconv.ATTR_GEN_AI_PROMPT_NAME, text),
    'mcp.request.id': to(semconv.ATTR_JSONRPC_REQUEST_ID, (value) =>
      typeof value === 'string' ? value.replace(/^\{(.*)\}$/, '$1') : undefined,
    ),
  },
  content: { 'mcp.complete.argument.value': ['arguments'], 'mcp.notifications.progress.message': ['results'] },
};
