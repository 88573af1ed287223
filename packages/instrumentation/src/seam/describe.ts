import type { Attributes } from '@opentelemetry/api';
import {
  ATTR_NETWORK_PROTOCOL_NAME,
  ATTR_NETWORK_TRANSPORT,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
} from '@opentelemetry/semantic-conventions';
import { jsonSize, methodRow, own, safeName, semconv, type Side } from '@mcp-otel/core';
import { member, type Message } from '../protocol/messages.ts';
import { publicUri } from '../protocol/public-uri.ts';
import type { ContentPolicy } from '../content/content-policy.ts';
import type { Connection } from './connection.ts';
import type { Seam } from './seam.ts';

/** What a message is about, ready for span and metrics. */
export interface Description {
  readonly spanName: string;
  readonly method: string;
  readonly tool: string | undefined;
  readonly prompt: string | undefined;
  readonly attributes: Attributes;
}

/** Name and attributes of a message by the MCP convention. Reads only; everything a peer chose is bounded. */
export function describe(
  { content }: Seam,
  connection: Connection,
  message: Message & { readonly method: string },
  side: Side,
): Description {
  const method = safeName(message.method) ?? '';
  const target = methodRow(method)?.target;
  const peersName = target === undefined ? undefined : safeName(member(message, 'params', 'name'));
  const name = peersName && content.name(peersName);
  const attributes: Attributes = { [semconv.ATTR_MCP_METHOD_NAME]: method };
  if (message.id !== undefined) attributes[semconv.ATTR_JSONRPC_REQUEST_ID] = safeName(message.id);
  if (message.jsonrpc !== undefined && message.jsonrpc !== '2.0') {
    attributes[semconv.ATTR_JSONRPC_PROTOCOL_VERSION] = safeName(message.jsonrpc);
  }
  if (name !== undefined) attributes[targetAttribute[target ?? 'tool']] = name;
  addUri(attributes, content, method, member(message, 'params', 'uri'));
  Object.assign(attributes, connectionLabels(connection, side === 'client', method === 'tools/call'));
  const tool = target === 'tool' ? name : undefined;
  const definition = tool === undefined ? undefined : connection.definitions.get(tool);
  if (definition !== undefined) attributes[own.ATTR_TOOL_DEFINITION_HASH] = definition;
  return {
    spanName: name === undefined ? method : `${method} ${name}`,
    method,
    tool,
    prompt: target === 'prompt' ? name : undefined,
    attributes,
  };
}

/** JSON size of what a call passes to its tool or prompt; undefined when it passes nothing, or nothing measurable. */
export function argumentBytes(message: Message): number | undefined {
  const passed = member(message, 'params', 'arguments');
  return passed === undefined ? undefined : jsonSize(passed);
}

/**
 * What spans and metrics of a connection have in common. The server's address belongs to the client's only, the GenAI
 * operation to the execution of a tool.
 */
export function connectionLabels(
  connection: Connection,
  withServer: boolean,
  executesTool = false,
): Readonly<Attributes> {
  const key = `${withServer} ${executesTool}`;
  const known = connection.labels.get(key);
  if (known !== undefined) return known;
  const labels: Attributes = {};
  if (connection.protocolVersion !== undefined) labels[semconv.ATTR_MCP_PROTOCOL_VERSION] = connection.protocolVersion;
  Object.assign(labels, transportLabels(connection));
  if (withServer) addServer(labels, connection);
  if (executesTool) labels[semconv.ATTR_GEN_AI_OPERATION_NAME] = semconv.OPERATION_EXECUTE_TOOL;
  connection.labels.set(key, labels);
  return labels;
}

const targetAttribute = { tool: semconv.ATTR_GEN_AI_TOOL_NAME, prompt: semconv.ATTR_GEN_AI_PROMPT_NAME } as const;

function addUri(attributes: Attributes, content: ContentPolicy, method: string, uri: unknown): void {
  if (methodRow(method)?.uri !== true || typeof uri !== 'string') return;
  attributes[semconv.ATTR_MCP_RESOURCE_URI] = content.text(publicUri(uri));
}

/** How messages travel; nothing where that is not known. */
export function transportLabels({ kind }: Connection): Attributes {
  if (kind === 'stdio') return { [ATTR_NETWORK_TRANSPORT]: 'pipe' };
  return kind === 'http' ? { [ATTR_NETWORK_TRANSPORT]: 'tcp', [ATTR_NETWORK_PROTOCOL_NAME]: 'http' } : {};
}

function addServer(attributes: Attributes, { server }: Connection): void {
  if (server === undefined) return;
  attributes[ATTR_SERVER_ADDRESS] = server.address;
  if (server.port !== undefined) attributes[ATTR_SERVER_PORT] = server.port;
}
