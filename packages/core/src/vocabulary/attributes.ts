import {
  ATTR_ERROR_TYPE,
  ATTR_NETWORK_PROTOCOL_NAME,
  ATTR_NETWORK_TRANSPORT,
  ATTR_RPC_STATUS_CODE,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
} from '@opentelemetry/semantic-conventions';
import { bytes, string, type AttributeRow } from './attribute-row.ts';
import { governanceAttributes } from './governance-attributes.ts';
import { ledgerAttributes } from './ledger-attributes.ts';
import { modelAttributes } from './model-attributes.ts';
import * as own from './own-names.ts';
import * as semconv from './semconv.ts';

/**
 * Every attribute that mcp-otel writes. The reference page, the label allow-list of metrics and the golden tests are
 * derived from this table, so a new attribute is one new row. Which of them a metric may carry is told by the metric.
 */
export const attributes = {
  [semconv.ATTR_MCP_METHOD_NAME]: string('development', 'JSON-RPC method of the message.'),
  [semconv.ATTR_JSONRPC_REQUEST_ID]: string(
    'development',
    'Id of the request in string form; absent on notifications.',
  ),
  [semconv.ATTR_JSONRPC_PROTOCOL_VERSION]: string('development', 'JSON-RPC version, only when it is not 2.0.'),
  [semconv.ATTR_GEN_AI_OPERATION_NAME]: string(
    'development',
    '`execute_tool` on `tools/call`, the kind of request on model calls, else absent.',
  ),
  [semconv.ATTR_GEN_AI_TOOL_NAME]: string('development', 'Tool that the call names.'),
  [semconv.ATTR_GEN_AI_PROMPT_NAME]: string('development', 'Prompt that the call names.'),
  [semconv.ATTR_MCP_RESOURCE_URI]: string(
    'development',
    'Resource that the message names, without user info, query and fragment.',
  ),
  [semconv.ATTR_MCP_PROTOCOL_VERSION]: string('development', 'Negotiated or declared protocol revision.'),
  [semconv.ATTR_MCP_SESSION_ID]: string('development', 'Value of `Mcp-Session-Id`, where there is one.'),
  [semconv.ATTR_RPC_RESPONSE_STATUS_CODE]: string(
    'development',
    'Error code of the JSON-RPC answer (name of the MCP convention).',
  ),
  [ATTR_RPC_STATUS_CODE]: string('stable', 'Error code of the JSON-RPC answer (name of core since 1.45).'),
  [ATTR_ERROR_TYPE]: string('stable', 'Class of failure; absent when the operation did not fail.'),
  [ATTR_NETWORK_TRANSPORT]: string('stable', '`pipe` for stdio, `tcp` for HTTP.'),
  [ATTR_NETWORK_PROTOCOL_NAME]: string('stable', '`http` for Streamable HTTP and SSE, absent for stdio.'),
  [ATTR_SERVER_ADDRESS]: string('stable', 'Host of the server, on client spans over HTTP.'),
  [ATTR_SERVER_PORT]: {
    type: 'int',
    origin: 'stable',
    brief: 'Port of the server, on client spans over HTTP.',
  },
  [semconv.ATTR_GEN_AI_CONVERSATION_ID]: string('development', 'Conversation that the caller named.'),
  [semconv.ATTR_USER_ID]: string('development', 'Subject on whose behalf the call is made, where known.'),

  [own.ATTR_OUTCOME]: string('own', 'How the call ended, for the caller: one of eight classes.'),
  [own.ATTR_SESSION_ID]: string('own', 'The session this call belongs to.'),
  [own.ATTR_SESSION_SOURCE]: string('own', 'The rung of the session ladder that gave the id.'),
  [own.ATTR_IDENTITY_SOURCE]: string('own', 'How sure the identity is: verified, claimed, process or unknown.'),
  [own.ATTR_TENANT_ID]: string(
    'own',
    'Tenant that the call is made for, where `MCP_OTEL_TENANT_*` says what tells it.',
  ),
  [own.ATTR_PARENT_SOURCE]: string(
    'own',
    'Where the parent came from: context (of the caller), remote (the message) or none.',
  ),
  [own.ATTR_PAYLOAD_BYTES_IN]: bytes(
    'JSON size of what this side received: arguments on a server, result on a client.',
  ),
  [own.ATTR_PAYLOAD_BYTES_OUT]: bytes('JSON size of what this side sent: arguments on a client, result on a server.'),
  [own.ATTR_TOOLS_COUNT]: {
    type: 'int',
    unit: 'tool',
    origin: 'own',
    brief: 'Tools in a `tools/list` answer.',
  },
  [own.ATTR_TOOLS_DEFINITION_HASHES]: {
    type: 'string[]',
    origin: 'own',
    brief:
      'One `name=sha256` per listed tool, over its canonical JSON, empty where it is too large; as many as fit into 8 KB.',
  },
  [own.ATTR_TOOL_DEFINITION_HASH]: string(
    'own',
    'SHA-256 of the definition under which the called tool was last listed.',
  ),
  [own.ATTR_TOOL_ARGUMENTS_HASH]: string(
    'own',
    'Keyed digest of the arguments of a tool call as canonical JSON, up to 4 KB; in processes that call models.',
  ),
  [own.ATTR_PAYLOAD_DIGEST]: string(
    'own',
    'Keyed digest of what a tool gave back (`MCP_OTEL_PAYLOAD_DIGEST`): another one on the other side was altered on the way.',
  ),
  [own.ATTR_RESULT_TYPE]: string(
    'own',
    '`resultType` of the answer (MCP 2026-07-28), when it is not complete; `task` when the answer is the receipt of a task.',
  ),
  [own.ATTR_TASK_ID]: string('own', 'Task that the call began, asks for or belongs to (MCP 2025-11-25).'),
  [own.ATTR_RESUMED]: {
    type: 'boolean',
    origin: 'own',
    brief: 'True on a client span that waits for the answer to a request which an earlier connection sent.',
  },
  [own.ATTR_TRUNCATED]: {
    type: 'boolean',
    origin: 'own',
    brief: 'True when a value or the span was cut to its byte budget.',
  },
  [own.ATTR_TRUNCATED_VALUES]: {
    type: 'string[]',
    origin: 'own',
    brief: 'One `key=bytes:digest` per value that was cut or left out: its original size and a keyed digest.',
  },
  [own.ATTR_NORMALIZED_FROM]: string(
    'own',
    'Dialects whose names were translated on a span that another instrumentation made; see `dialects.md`.',
  ),
  [own.ATTR_CONTENT_WITHHELD]: {
    type: 'string[]',
    origin: 'own',
    brief: 'One `key=bytes` per attribute whose content was not recorded, because nobody asked for it.',
  },
  [own.ATTR_CONTENT_DIGESTS]: {
    type: 'string[]',
    origin: 'own',
    brief:
      'One `key=digest` per attribute in `mcp_otel.content.withheld`: keyed, so that equal contents can be joined.',
  },
  [own.ATTR_TOOL_ARGUMENT_KEYS]: {
    type: 'string[]',
    origin: 'own',
    brief: 'Names of the arguments that a tool or prompt is called with, as many as 32.',
  },
  [own.ATTR_RESOURCE_CONTENTS]: string(
    'own',
    'Contents of a resource that was read, as JSON. Recorded on demand only.',
  ),
  [own.ATTR_REDACTION_CLASS]: string('own', 'Class of what was taken out of text; see `redaction.md`.'),
  [semconv.ATTR_GEN_AI_TOOL_CALL_ID]: string('development', 'Id that the model gave the call; on spans of others.'),
  [semconv.ATTR_GEN_AI_TOOL_DESCRIPTION]: string('development', 'What the tool says about itself; on spans of others.'),
  [semconv.ATTR_GEN_AI_WORKFLOW_NAME]: string('development', 'Workflow that runs; on spans of others.'),
  [semconv.ATTR_GEN_AI_RETRIEVAL_DOCUMENTS]: string(
    'development',
    'Documents that were found, as JSON; on spans of others, and on demand only.',
  ),
  [semconv.ATTR_GEN_AI_RETRIEVAL_QUERY_TEXT]: string(
    'development',
    'What was looked for; on spans of others, and on demand only.',
  ),
  [semconv.ATTR_GEN_AI_TOOL_CALL_ARGUMENTS]: string(
    'development',
    'Arguments of a tool call as JSON. Recorded on demand only.',
  ),
  [semconv.ATTR_GEN_AI_TOOL_CALL_RESULT]: string(
    'development',
    'Result of a tool call as JSON. Recorded on demand only.',
  ),
  [semconv.ATTR_GEN_AI_INPUT_MESSAGES]: string(
    'development',
    'Messages that a model is given, as JSON. Recorded on demand only.',
  ),
  [semconv.ATTR_GEN_AI_OUTPUT_MESSAGES]: string(
    'development',
    'Messages that a model answers, as JSON. Recorded on demand only.',
  ),
  [semconv.ATTR_GEN_AI_SYSTEM_INSTRUCTIONS]: string(
    'development',
    'Instructions of a model, as JSON. Recorded on demand only.',
  ),
  [semconv.ATTR_GEN_AI_TOOL_DEFINITIONS]: string(
    'development',
    'Tools that a model is offered, as JSON. Recorded on demand only.',
  ),
  ...modelAttributes,
  ...governanceAttributes,
  ...ledgerAttributes,
  [own.ATTR_OMISSION]: string('own', 'What could not be told, and is counted instead: see the omissions metric.'),
  [own.ATTR_SECURITY_EVENT]: string(
    'own',
    'Why a call was refused: `access_denied`, `rate_limit` or `budget_exceeded`.',
  ),
  [own.ATTR_SIDE]: string('own', '`client` for the side that sent the request, `server` for the one that got it.'),
  [own.ATTR_LANE]: string('own', 'Lane that the span takes: `telemetry` (OTLP), or `audit` (Postgres).'),
  [own.ATTR_STATE]: string('own', 'started, recovered (found on disk), delivered, handed_over or dropped.'),
  [own.ATTR_PLACE]: string('own', 'Where a pending span is: `in_flight`, or `spooled` on disk.'),
  [own.ATTR_REASON]: string('own', 'Why a span was dropped; absent in every other state.'),
} as const satisfies Record<string, AttributeRow>;

/** Key of an attribute that mcp-otel writes. */
export type AttributeKey = keyof typeof attributes;
