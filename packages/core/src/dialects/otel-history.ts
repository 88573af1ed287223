import type { AttributeValue } from '@opentelemetry/api';
import { ATTR_RPC_STATUS_CODE } from '@opentelemetry/semantic-conventions';
import * as semconv from '../vocabulary/semconv.ts';
import { count, idText, jsonText, listJson, oneOf, record, text, to } from './conversions.ts';
import type { Dialect, ForeignSpan } from './dialect.ts';
import { messagesOf } from './messages.ts';
import { providerName } from './providers.ts';

/** What the conventions of OpenTelemetry themselves were called, from the drafts of 2024 to the autumn of 2026. */
export const otelHistory: Dialect = {
  name: 'otel_history',
  marks: [
    'gen_ai.system',
    'gen_ai.usage.prompt_tokens',
    'gen_ai.usage.completion_tokens',
    'gen_ai.usage.cache_creation.input_tokens',
    'gen_ai.openai.',
    'gen_ai.prompt',
    'gen_ai.completion',
    'rpc.jsonrpc.',
    'mcp.request.id',
    'mcp.tool.name',
    'mcp.prompt.name',
    'mcp.request.argument.',
    'mcp.input.param',
    'mcp.response.result',
    'mcp.output.result',
    'gen_ai.token.type',
  ],
  renames: {
    'gen_ai.system': to(semconv.ATTR_GEN_AI_PROVIDER_NAME, providerName),
    'gen_ai.usage.prompt_tokens': to(semconv.ATTR_GEN_AI_USAGE_INPUT_TOKENS, count),
    'gen_ai.usage.completion_tokens': to(semconv.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS, count),
    'gen_ai.usage.cache_creation.input_tokens': to(semconv.ATTR_GEN_AI_USAGE_CACHE_WRITE_INPUT_TOKENS, count),
    'gen_ai.openai.request.response_format': to(
      semconv.ATTR_GEN_AI_OUTPUT_TYPE,
      oneOf({ json_object: 'json', json_schema: 'json', json: 'json', text: 'text' }),
    ),
    'gen_ai.openai.request.seed': to(semconv.ATTR_GEN_AI_REQUEST_SEED, count),
    'gen_ai.openai.request.service_tier': to(semconv.ATTR_OPENAI_REQUEST_SERVICE_TIER, text),
    'gen_ai.openai.response.service_tier': to(semconv.ATTR_OPENAI_RESPONSE_SERVICE_TIER, text),
    'gen_ai.openai.response.system_fingerprint': to(semconv.ATTR_OPENAI_RESPONSE_SYSTEM_FINGERPRINT, text),
    'gen_ai.openai.system_fingerprint': to(semconv.ATTR_OPENAI_RESPONSE_SYSTEM_FINGERPRINT, text),
    'rpc.jsonrpc.request_id': to(semconv.ATTR_JSONRPC_REQUEST_ID, idText),
    'rpc.jsonrpc.error_code': [to(semconv.ATTR_RPC_RESPONSE_STATUS_CODE, idText), to(ATTR_RPC_STATUS_CODE, idText)],
    'mcp.request.id': to(semconv.ATTR_JSONRPC_REQUEST_ID, jsonRpcId),
    'mcp.prompt.name': to(semconv.ATTR_GEN_AI_PROMPT_NAME, text),
    'mcp.response.result': to(semconv.ATTR_GEN_AI_TOOL_CALL_RESULT, jsonText),
    'mcp.output.result': to(semconv.ATTR_GEN_AI_TOOL_CALL_RESULT, jsonText),
    'gen_ai.token.type': to('gen_ai.token.type', oneOf({ completion: 'output' })),
  },
  derive: (span) => ({ ...derivedMessages(span), ...derivedArguments(span), ...derivedOperation(span) }),
  content: {
    'gen_ai.prompt': ['prompts'],
    'gen_ai.completion': ['completions'],
    'mcp.request.argument.': ['arguments'],
    'mcp.request.argument': ['arguments'],
    'mcp.input.param': ['arguments'],
    'mcp.response.result': ['results'],
    'mcp.output.result': ['results'],
  },
};

/** A random UUID is the id of a span's maker, not of the request; braces come from a formatter. */
function jsonRpcId(value: unknown): string | undefined {
  const id = idText(value);
  if (typeof id !== 'string' || /^[0-9a-f]{8}-[0-9a-f]{4}-4/.test(id)) return undefined;
  return id.replace(/^\{(.*)\}$/, '$1');
}

/** Python's `None` is no name. */
function toolName(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value !== 'None' ? value : undefined;
}

/** One text or list for the whole prompt, until 1.27. */
function derivedMessages({ attributes }: ForeignSpan): Record<string, AttributeValue | undefined> {
  return {
    [semconv.ATTR_GEN_AI_INPUT_MESSAGES]: messagesJson(attributes['gen_ai.prompt'], 'user'),
    [semconv.ATTR_GEN_AI_OUTPUT_MESSAGES]: messagesJson(attributes['gen_ai.completion'], 'assistant'),
  };
}

function messagesJson(value: unknown, role: string): AttributeValue | undefined {
  return typeof value === 'string' ? listJson(messagesOf(value, role)) : undefined;
}

/** One attribute per argument, until the end of 2025: a JSON object on calls of tools, variables on prompts. */
function derivedArguments({ attributes }: ForeignSpan): Record<string, string | undefined> {
  const { [semconv.ATTR_MCP_METHOD_NAME]: method, 'mcp.prompt.name': prompt } = attributes;
  const given = argumentsOf(attributes);
  if (Object.keys(given).length === 0 || !(method === undefined || method === 'tools/call' || method === 'prompts/get'))
    return {};
  if (method !== 'prompts/get') {
    return { [semconv.ATTR_GEN_AI_TOOL_CALL_ARGUMENTS]: JSON.stringify(given) };
  }
  return Object.fromEntries(
    Object.entries(given)
      .filter(([key, value]) => key !== 'name' || value !== prompt) // Sentry counts the prompt's own name among them.
      .map(([key, value]) => [
        `${semconv.PREFIX_GEN_AI_PROMPT_VARIABLE}${key}`,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
  );
}

/** Beginning of the keys that hold one argument each. */
const ARGUMENT = 'mcp.request.argument.';

function argumentsOf(attributes: ForeignSpan['attributes']): Readonly<Record<string, unknown>> {
  const given: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  Object.assign(given, record(attributes['mcp.request.argument']), record(attributes['mcp.input.param']));
  for (const key in attributes) {
    if (key.startsWith(ARGUMENT)) given[key.slice(ARGUMENT.length)] = unquoted(attributes[key]);
  }
  return given;
}

/** Most write each argument as JSON; a text that is none is itself. */
function unquoted(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** Some put the name of a prompt there. */
function isTool({ [semconv.ATTR_MCP_METHOD_NAME]: method }: ForeignSpan['attributes']): boolean {
  return method === undefined || method === 'tools/call';
}

function derivedOperation({ attributes }: ForeignSpan): Record<string, string | undefined> {
  const isCall = attributes[semconv.ATTR_MCP_METHOD_NAME] === 'tools/call';
  return {
    [semconv.ATTR_GEN_AI_OPERATION_NAME]: isCall ? semconv.OPERATION_EXECUTE_TOOL : undefined,
    [semconv.ATTR_GEN_AI_TOOL_NAME]: isTool(attributes) ? toolName(attributes['mcp.tool.name']) : undefined,
  };
}
