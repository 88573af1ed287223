/**
 * Names of the OpenTelemetry GenAI and MCP conventions that are still in development, copied here as the conventions
 * ask libraries to do. Stable names come from `@opentelemetry/semantic-conventions`.
 *
 * Taken from open-telemetry/semantic-conventions-genai, main of 2026-09, and core 1.44.0. A renamed attribute is one
 * changed line; `vocabulary.test.ts` lists how these names differ from the published `/incubating` entry, and why.
 */

/** Schema of the revision above; tracers and meters of mcp-otel carry it. */
export const SCHEMA_URL = 'https://opentelemetry.io/schemas/gen-ai-dev/1.42.0-dev';

export const ATTR_MCP_METHOD_NAME = 'mcp.method.name';
export const ATTR_MCP_PROTOCOL_VERSION = 'mcp.protocol.version';
export const ATTR_MCP_RESOURCE_URI = 'mcp.resource.uri';
export const ATTR_MCP_SESSION_ID = 'mcp.session.id';

export const ATTR_JSONRPC_REQUEST_ID = 'jsonrpc.request.id';
export const ATTR_JSONRPC_PROTOCOL_VERSION = 'jsonrpc.protocol.version';
/** Name in the text of the MCP convention. */
export const ATTR_RPC_RESPONSE_STATUS_CODE = 'rpc.response.status_code';

export const ATTR_GEN_AI_OPERATION_NAME = 'gen_ai.operation.name';
export const ATTR_GEN_AI_TOOL_NAME = 'gen_ai.tool.name';
export const ATTR_GEN_AI_PROMPT_NAME = 'gen_ai.prompt.name';
export const ATTR_GEN_AI_CONVERSATION_ID = 'gen_ai.conversation.id';
export const ATTR_USER_ID = 'user.id';

export const METRIC_MCP_CLIENT_OPERATION_DURATION = 'mcp.client.operation.duration';
export const METRIC_MCP_SERVER_OPERATION_DURATION = 'mcp.server.operation.duration';
export const METRIC_MCP_CLIENT_SESSION_DURATION = 'mcp.client.session.duration';
export const METRIC_MCP_SERVER_SESSION_DURATION = 'mcp.server.session.duration';

/** Only value of `gen_ai.operation.name` that MCP spans may carry, and only on `tools/call`. */
export const OPERATION_EXECUTE_TOOL = 'execute_tool';
/** `error.type` of a result with `isError: true`. */
export const ERROR_TYPE_TOOL_ERROR = 'tool_error';
/** `error.type` of a call that its caller gave up by deadline. */
export const ERROR_TYPE_TIMEOUT = 'timeout';

/** Histogram bounds of the four MCP durations, in seconds. */
export const DURATION_BUCKETS: readonly number[] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300];
