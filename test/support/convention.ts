import { attributes, errorCodes, methodRow, own, semconv, type AttributeRow } from '@mcp-otel/core';
import type { ReceivedSpan } from '@mcp-otel/pipeline';

const table: Readonly<Record<string, AttributeRow>> = attributes;
const CLIENT = 3;
const ERROR = 2;

/**
 * Holds a span to the MCP convention (names, kinds, required attributes, status and `error.type`) and to our own tables.
 *
 * @returns what is wrong with it, in sentences; empty when it is as it should be
 */
export function conventionFaults(span: ReceivedSpan): readonly string[] {
  return [...attributeFaults(span), ...nameFaults(span), ...identityFaults(span), ...statusFaults(span)];
}

function attributeFaults({ attributes: present }: ReceivedSpan): readonly string[] {
  return Object.entries(present).flatMap(([key, value]) => {
    const row = table[key];
    if (row === undefined) return [`${key} is in no table`];
    return isOfType(value, row.type) ? [] : [`${key} is not of type ${row.type}`];
  });
}

function nameFaults({ name, attributes: present }: ReceivedSpan): readonly string[] {
  const method = text(present[semconv.ATTR_MCP_METHOD_NAME]) ?? '';
  const target = text(present[semconv.ATTR_GEN_AI_TOOL_NAME]) ?? text(present[semconv.ATTR_GEN_AI_PROMPT_NAME]);
  const allowed = target === undefined ? [method] : [method, `${method} ${target}`];
  return allowed.includes(name) ? [] : [`the name ${name} is not {method} {target}`];
}

function identityFaults({ kind, attributes: present }: ReceivedSpan): readonly string[] {
  const method = text(present[semconv.ATTR_MCP_METHOD_NAME]) ?? '';
  const request = methodRow(method)?.kind !== 'notification';
  const has = (key: string): boolean => present[key] !== undefined;
  const faults: (readonly [holds: boolean, fault: string])[] = [
    [kind === 2 || kind === CLIENT, 'the kind is neither client nor server'],
    [has(semconv.ATTR_MCP_METHOD_NAME), 'no method'],
    [has(semconv.ATTR_JSONRPC_REQUEST_ID) === request, 'a request id belongs to requests, and to nothing else'],
    [
      has(semconv.ATTR_GEN_AI_OPERATION_NAME) === (method === 'tools/call'),
      'gen_ai.operation.name belongs to tools/call',
    ],
    [has(semconv.ATTR_GEN_AI_TOOL_NAME) === (method === 'tools/call'), 'a tool name belongs to tools/call'],
    [has(semconv.ATTR_GEN_AI_PROMPT_NAME) === (method === 'prompts/get'), 'a prompt name belongs to prompts/get'],
    [has(semconv.ATTR_MCP_RESOURCE_URI) === (methodRow(method)?.uri === true), 'a resource URI belongs to its methods'],
    [
      has(own.ATTR_OUTCOME) && has(own.ATTR_SESSION_SOURCE) && has(own.ATTR_IDENTITY_SOURCE),
      'no outcome, session or identity',
    ],
    [kind === CLIENT || !has('server.address'), 'the server address belongs to the client span'],
  ];
  return faults.flatMap(([holds, fault]) => (holds ? [] : [fault]));
}

function statusFaults({ kind, status, attributes: present }: ReceivedSpan): readonly string[] {
  const outcome = text(present[own.ATTR_OUTCOME]) ?? '';
  const errorType = present['error.type'];
  const code = text(present[semconv.ATTR_RPC_RESPONSE_STATUS_CODE]);
  const failed = status.code === ERROR;
  const mistake = kind !== CLIENT && code !== undefined && callersMistake(code);
  const faults: (readonly [holds: boolean, fault: string])[] = [
    [status.code !== 1, 'the status is OK, which only an application may say'],
    [failed === (errorType !== undefined), 'error.type and the error status do not agree'],
    [(outcome === 'protocol_error') === (code !== undefined), 'a status code belongs to a protocol error'],
    [code === present['rpc.status_code'], 'the two names of the status code differ'],
    [!mistake || !failed, `the caller's mistake ${code} is marked as the server's failure`],
    [!['ok', 'cancelled', 'input_required'].includes(outcome) || !failed, `${outcome} is marked as an error`],
    [!['tool_error', 'timeout', 'transport_error'].includes(outcome) || failed, `${outcome} is not marked as an error`],
  ];
  return faults.flatMap(([holds, fault]) => (holds ? [] : [fault]));
}

function callersMistake(code: string): boolean {
  const rows: Readonly<Record<string, { readonly failsServer: boolean }>> = errorCodes;
  return rows[code]?.failsServer === false;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isOfType(value: unknown, type: AttributeRow['type']): boolean {
  switch (type) {
    case 'int':
      return typeof value === 'number' && Number.isSafeInteger(value);
    case 'string[]':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    default:
      return typeof value === type;
  }
}
