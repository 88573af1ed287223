import type { AttributeValue } from '@opentelemetry/api';
import { methodRow } from '../vocabulary/methods.ts';
import * as own from '../vocabulary/own-names.ts';
import * as semconv from '../vocabulary/semconv.ts';
import { count, json, jsonText, number, record, text, to } from './conversions.ts';
import type { Dialect, ForeignAttributes, ForeignSpan } from './dialect.ts';

type Derived = Record<string, AttributeValue | undefined>;

/** OpenLIT, in JavaScript (1.15) and Python (1.45). */
export const openlit: Dialect = {
  name: 'openlit',
  marks: ['mcp.operation.name', 'mcp.system', 'gen_ai.usage.cost', 'gen_ai.sdk.version', 'openlit.'],
  scopes: ['openlit.instrumentation.mcp', '@openlit/instrumentation-mcp'],
  renames: {
    'mcp.tool.arguments': to(semconv.ATTR_GEN_AI_TOOL_CALL_ARGUMENTS, jsonText),
    'mcp.tool.result': to(semconv.ATTR_GEN_AI_TOOL_CALL_RESULT, jsonText),
    'mcp.message_id': to(semconv.ATTR_JSONRPC_REQUEST_ID, (value) =>
      typeof value === 'number' ? String(value) : text(value),
    ),
    'mcp.resource.uri': to(semconv.ATTR_MCP_RESOURCE_URI, text),
    'gen_ai.usage.cost': to(own.ATTR_COST_USD, number),
    'gen_ai.usage.reasoning_tokens': to(semconv.ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS, count),
    'gen_ai.request.user': to(semconv.ATTR_USER_ID, text),
    'gen_ai.request.is_stream': to(semconv.ATTR_GEN_AI_REQUEST_STREAM, (value) => (value === true ? true : undefined)),
  },
  derive: ({ attributes, name }: ForeignSpan): Derived => ({
    ...mcpOperation(attributes, name),
    [semconv.ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK]: firstChunk(attributes),
    ...(attributes['gen_ai.usage.cost'] !== undefined && { [own.ATTR_COST_BASIS]: 'list' }),
  }),
  content: {
    'mcp.params': ['arguments'],
    'mcp.result': ['results'],
    'mcp.tool.arguments': ['arguments'],
    'mcp.tool.result': ['results'],
    'mcp.request.payload': ['arguments'],
    'mcp.response.payload': ['results'],
    'gen_ai.tool.args': ['completions'],
    'gen_ai.prompt': ['prompts'],
    'gen_ai.completion': ['completions'],
    'gen_ai.content.': ['prompts', 'completions'],
  },
};

/** `mcp.method` holds the name of a function or tool: the method stands in the operation, or in the name of the span. */
function mcpOperation(attributes: ForeignAttributes, name: string): Derived {
  const operation = text(attributes['mcp.operation.name']);
  const named = /^mcp ([a-z]+(?:\/[a-z_]+)+)/.exec(name)?.[1];
  const method = named ?? methodNames.get(String(operation ?? ''));
  if (method === undefined || methodRow(method) === undefined) return {}; // It traces functions of its own server, too.
  const isCall = method === 'tools/call';
  const target = text(attributes['mcp.tool.name']);
  return {
    [semconv.ATTR_MCP_METHOD_NAME]: method,
    [semconv.ATTR_GEN_AI_OPERATION_NAME]: isCall ? semconv.OPERATION_EXECUTE_TOOL : undefined,
    [semconv.ATTR_GEN_AI_TOOL_NAME]: isCall && target !== 'None' ? target : undefined,
    [semconv.ATTR_GEN_AI_TOOL_CALL_ARGUMENTS]: isCall ? passed(attributes['mcp.request.payload']) : undefined,
  };
}

const methodNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    tools_call: 'tools/call',
    tools_list: 'tools/list',
    resources_read: 'resources/read',
    resources_list: 'resources/list',
    prompts_get: 'prompts/get',
    prompts_list: 'prompts/list',
    initialize: 'initialize',
  }),
);

/** It is told of every answer; only of one that comes in pieces it means something. */
function firstChunk(attributes: ForeignAttributes): AttributeValue | undefined {
  const streams = attributes['gen_ai.request.is_stream'] === true || attributes['gen_ai.request.stream'] === true;
  return streams ? number(attributes['gen_ai.server.time_to_first_token']) : undefined;
}

/** Python writes the arguments of its own function: `{"params": {"args": ["get_weather", {...}]}}`. */
function passed(payload: unknown): AttributeValue | undefined {
  const { params } = record(json(payload));
  const { args, arguments: given } = record(params);
  return jsonText(given ?? (Array.isArray(args) ? args[1] : undefined));
}
