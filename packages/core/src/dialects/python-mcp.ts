import * as semconv from '../vocabulary/semconv.ts';
import type { Dialect, ForeignSpan } from './dialect.ts';

/**
 * The Python SDK of MCP 2 and FastMCP 4: current names, but the SDK's client spans lack the tool and the operation, which
 * stand in their name (`MCP send tools/call get_weather`).
 */
export const pythonMcp: Dialect = {
  name: 'python_mcp',
  marks: ['fastmcp.'],
  scopes: ['mcp-python-sdk', 'fastmcp'],
  renames: { 'fastmcp.session.id': semconv.ATTR_MCP_SESSION_ID },
  derive: ({ attributes, name }: ForeignSpan) => {
    const method = attributes[semconv.ATTR_MCP_METHOD_NAME];
    const target = /^(?:MCP send )?(tools\/call|prompts\/get) (.{1,256})$/.exec(name);
    const isTool = method === 'tools/call' && !name.startsWith('delegate '); // A server that is mounted into another one.
    return {
      [semconv.ATTR_GEN_AI_OPERATION_NAME]: isTool ? semconv.OPERATION_EXECUTE_TOOL : undefined,
      [semconv.ATTR_GEN_AI_TOOL_NAME]: isTool && target?.[1] === method ? target?.[2] : undefined,
      [semconv.ATTR_GEN_AI_PROMPT_NAME]: method === 'prompts/get' && target?.[1] === method ? target?.[2] : undefined,
    };
  },
  content: {},
};
