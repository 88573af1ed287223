import {
  ATTR_ERROR_TYPE,
  ATTR_NETWORK_PROTOCOL_NAME,
  ATTR_NETWORK_TRANSPORT,
  ATTR_RPC_STATUS_CODE,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
} from '@opentelemetry/semantic-conventions';
import * as own from './own-names.ts';
import * as semconv from './semconv.ts';

/** Where an attribute may appear and what it means. */
export interface AttributeRow {
  readonly type: 'string' | 'int' | 'double' | 'boolean' | 'string[]';
  readonly unit?: 'token' | 'byte' | 'USD' | 'tool';
  /** Bounded sets only may become metric labels. */
  readonly label: boolean;
  /** `stable` and `development` names belong to OpenTelemetry, `own` ones to mcp-otel. */
  readonly origin: 'stable' | 'development' | 'own';
  readonly brief: string;
}

/**
 * Every attribute that mcp-otel writes. The reference page, the label allow-list of metrics and the golden tests are
 * derived from this table, so a new attribute is one new row.
 */
export const attributes = {
  [semconv.ATTR_MCP_METHOD_NAME]: string('development', true, 'JSON-RPC method of the message.'),
  [semconv.ATTR_JSONRPC_REQUEST_ID]: string(
    'development',
    false,
    'Id of the request in string form; absent on notifications.',
  ),
  [semconv.ATTR_JSONRPC_PROTOCOL_VERSION]: string('development', true, 'JSON-RPC version, only when it is not 2.0.'),
  [semconv.ATTR_GEN_AI_OPERATION_NAME]: string('development', true, '`execute_tool` on `tools/call`, else absent.'),
  [semconv.ATTR_GEN_AI_TOOL_NAME]: string('development', true, 'Tool that the call names.'),
  [semconv.ATTR_GEN_AI_PROMPT_NAME]: string('development', false, 'Prompt that the call names.'),
  [semconv.ATTR_MCP_RESOURCE_URI]: string(
    'development',
    false,
    'Resource that the message names, without user info, query and fragment.',
  ),
  [semconv.ATTR_MCP_PROTOCOL_VERSION]: string('development', true, 'Negotiated or declared protocol revision.'),
  [semconv.ATTR_MCP_SESSION_ID]: string('development', false, 'Value of `Mcp-Session-Id`, where there is one.'),
  [semconv.ATTR_RPC_RESPONSE_STATUS_CODE]: string(
    'development',
    true,
    'Error code of the JSON-RPC answer (name of the MCP convention).',
  ),
  [ATTR_RPC_STATUS_CODE]: string('stable', false, 'Error code of the JSON-RPC answer (name of core since 1.45).'),
  [ATTR_ERROR_TYPE]: string('stable', true, 'Class of failure; absent when the operation did not fail.'),
  [ATTR_NETWORK_TRANSPORT]: string('stable', true, '`pipe` for stdio, `tcp` for HTTP.'),
  [ATTR_NETWORK_PROTOCOL_NAME]: string('stable', true, '`http` for Streamable HTTP and SSE, absent for stdio.'),
  [ATTR_SERVER_ADDRESS]: string('stable', true, 'Host of the server, on client spans over HTTP.'),
  [ATTR_SERVER_PORT]: {
    type: 'int',
    label: true,
    origin: 'stable',
    brief: 'Port of the server, on client spans over HTTP.',
  },
  [semconv.ATTR_GEN_AI_CONVERSATION_ID]: string('development', false, 'Conversation that the caller named.'),
  [semconv.ATTR_GEN_AI_AGENT_NAME]: string('development', false, 'Agent that made the call, where known.'),
  [semconv.ATTR_USER_ID]: string('development', false, 'Subject on whose behalf the call is made, where known.'),

  [own.ATTR_OUTCOME]: string('own', true, 'How the call ended, for the caller: one of eight classes.'),
  [own.ATTR_SESSION_ID]: string('own', false, 'The session this call belongs to.'),
  [own.ATTR_SESSION_SOURCE]: string('own', true, 'The rung of the session ladder that gave the id.'),
  [own.ATTR_IDENTITY_SOURCE]: string('own', false, 'How sure the identity is: verified, claimed, process or unknown.'),
  [own.ATTR_PARENT_SOURCE]: string(
    'own',
    false,
    'Where the parent came from: context (of the caller), remote (the message) or none.',
  ),
  [own.ATTR_PAYLOAD_BYTES_IN]: bytes(
    'JSON size of what this side received: arguments on a server, result on a client.',
  ),
  [own.ATTR_PAYLOAD_BYTES_OUT]: bytes('JSON size of what this side sent: arguments on a client, result on a server.'),
  [own.ATTR_TOOLS_COUNT]: {
    type: 'int',
    unit: 'tool',
    label: false,
    origin: 'own',
    brief: 'Tools in a `tools/list` answer.',
  },
  [own.ATTR_TOOLS_DEFINITION_HASHES]: {
    type: 'string[]',
    label: false,
    origin: 'own',
    brief: 'One `name=sha256` per listed tool, over its canonical JSON; at most 64.',
  },
  [own.ATTR_TOOL_DEFINITION_HASH]: string(
    'own',
    false,
    'SHA-256 of the definition under which the called tool was last listed.',
  ),
  [own.ATTR_RESULT_TYPE]: string('own', false, '`resultType` of the answer (MCP 2026-07-28), when it is not complete.'),
  [own.ATTR_TRUNCATED]: {
    type: 'boolean',
    label: false,
    origin: 'own',
    brief: 'True when a value or the span was cut to its byte budget.',
  },
  [own.ATTR_SIDE]: string(
    'own',
    true,
    '`client` for the side that sent the request, `server` for the one that got it.',
  ),
  [own.ATTR_LANE]: string('own', true, '`telemetry` or `audit`.'),
  [own.ATTR_STATE]: string('own', true, 'started, delivered, handed_over or dropped.'),
  [own.ATTR_PLACE]: string('own', true, 'in_flight or spooled.'),
  [own.ATTR_REASON]: string('own', true, 'Why a span was dropped; absent in every other state.'),
} as const satisfies Record<string, AttributeRow>;

/** Key of an attribute that mcp-otel writes. */
export type AttributeKey = keyof typeof attributes;

/** True for attributes that a metric may carry. */
export function isLabel(key: string): boolean {
  const table: Readonly<Record<string, AttributeRow>> = attributes;
  return table[key]?.label === true;
}

function string(origin: AttributeRow['origin'], label: boolean, brief: string): AttributeRow & { type: 'string' } {
  return { type: 'string', label, origin, brief };
}

function bytes(brief: string): AttributeRow & { type: 'int' } {
  return { type: 'int', unit: 'byte', label: false, origin: 'own', brief };
}
