import type { AttributeValue } from '@opentelemetry/api';
import * as semconv from '../vocabulary/semconv.ts';
import { count, json, jsonText, listJson, number, oneOf, record, text, textList, to } from './conversions.ts';
import type { Dialect, ForeignAttributes, ForeignSpan } from './dialect.ts';
import { unflattened } from './flattened.ts';
import { finishReason, messagesOf } from './messages.ts';

type Derived = Record<string, AttributeValue | undefined>;

/** OpenLLMetry of Traceloop, in JavaScript (0.20 and 0.27) and Python (0.40 and 0.62). */
export const traceloop: Dialect = {
  name: 'traceloop',
  marks: [
    'traceloop.',
    'llm.request.type',
    'llm.usage.total_tokens',
    'llm.request.functions.',
    'gen_ai.prompt.*',
    'gen_ai.completion.*',
    'gen_ai.usage.cache_read_input_tokens',
    'gen_ai.usage.cache_creation_input_tokens',
    'mcp.response.value',
  ],
  renames: {
    'llm.request.type': to(
      semconv.ATTR_GEN_AI_OPERATION_NAME,
      oneOf({ chat: 'chat', completion: 'text_completion', embedding: 'embeddings' }),
    ),
    'gen_ai.usage.cache_read_input_tokens': to(semconv.ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS, count),
    'gen_ai.usage.cache_creation_input_tokens': to(semconv.ATTR_GEN_AI_USAGE_CACHE_WRITE_INPUT_TOKENS, count),
    'gen_ai.usage.reasoning_tokens': to(semconv.ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS, count),
    'llm.top_k': to(semconv.ATTR_GEN_AI_REQUEST_TOP_K, number),
    'llm.frequency_penalty': to(semconv.ATTR_GEN_AI_REQUEST_FREQUENCY_PENALTY, number),
    'llm.presence_penalty': to(semconv.ATTR_GEN_AI_REQUEST_PRESENCE_PENALTY, number),
    'llm.chat.stop_sequences': to(semconv.ATTR_GEN_AI_REQUEST_STOP_SEQUENCES, textList),
    'llm.is_streaming': to(semconv.ATTR_GEN_AI_REQUEST_STREAM, (value) => (value === true ? true : undefined)),
    'traceloop.association.properties.session_id': to(semconv.ATTR_GEN_AI_CONVERSATION_ID, text),
    'traceloop.association.properties.user_id': to(semconv.ATTR_USER_ID, text),
  },
  derive: ({ attributes, name }: ForeignSpan): Derived => ({
    ...entity(attributes, name),
    ...flattenedMessages(attributes),
  }),
  content: {
    'traceloop.entity.input': ['prompts', 'arguments'],
    'traceloop.entity.output': ['completions', 'results'],
    'gen_ai.prompt.*': ['prompts'],
    'gen_ai.completion.*': ['completions'],
    'llm.request.functions.': ['prompts'],
    'llm.content.completion.chunk': ['completions'],
    'llm.headers': ['prompts'],
    'mcp.response.value': ['results'],
  },
};

/** Workflows, agents, tools, and the spans of the Python instrumentation of MCP, which are named `X.tool` and `method.mcp`. */
function entity(attributes: ForeignAttributes, name: string): Derived {
  const kind = attributes['traceloop.span.kind'];
  const entityName = text(attributes['traceloop.entity.name']);
  const method = /^([a-z]+(?:\/[a-zA-Z_/]+)?)\.mcp$/.exec(name)?.[1];
  if (method !== undefined) return { [semconv.ATTR_MCP_METHOD_NAME]: method };
  if (kind === 'tool') return tool(attributes, entityName);
  if (kind === 'agent') return { ...operation('invoke_agent'), [semconv.ATTR_GEN_AI_AGENT_NAME]: entityName };
  if (kind === 'workflow') return { ...operation('invoke_workflow'), [semconv.ATTR_GEN_AI_WORKFLOW_NAME]: entityName };
  return {};
}

function operation(name: string): Derived {
  return { [semconv.ATTR_GEN_AI_OPERATION_NAME]: name };
}

/** The input of a decorated function is a list of arguments, that of a tool call of MCP an object with the tool's name. */
function tool(attributes: ForeignAttributes, name: AttributeValue | undefined): Derived {
  const input = json(attributes['traceloop.entity.input']);
  const { tool_name: mcpName, arguments: mcpArguments, args, kwargs } = record(input);
  const isMcp = mcpArguments !== undefined || mcpName !== undefined;
  const [first] = Array.isArray(args) ? (args as readonly unknown[]) : [];
  const named = Object.keys(record(kwargs)).length > 0 ? kwargs : first;
  const given = isMcp ? mcpArguments : (named ?? input);
  return {
    ...operation(semconv.OPERATION_EXECUTE_TOOL),
    ...(isMcp && { [semconv.ATTR_MCP_METHOD_NAME]: 'tools/call' }),
    [semconv.ATTR_GEN_AI_TOOL_NAME]: text(mcpName) ?? name,
    [semconv.ATTR_GEN_AI_TOOL_CALL_ARGUMENTS]: jsonText(given),
    [semconv.ATTR_GEN_AI_TOOL_CALL_RESULT]: jsonText(attributes['traceloop.entity.output']),
  };
}

/** `gen_ai.prompt.N.*` and `gen_ai.completion.N.*`; the current `gen_ai.prompt.name` has no number. */
function flattenedMessages(attributes: ForeignAttributes): Derived {
  const completions = unflattened(attributes, 'gen_ai.completion.');
  const reasons = completions
    .map((item) => record(item)['finish_reason'])
    .filter((reason) => typeof reason === 'string');
  return {
    [semconv.ATTR_GEN_AI_INPUT_MESSAGES]: listJson(messagesOf(unflattened(attributes, 'gen_ai.prompt.'))),
    [semconv.ATTR_GEN_AI_OUTPUT_MESSAGES]: listJson(messagesOf(completions, 'assistant')),
    [semconv.ATTR_GEN_AI_TOOL_DEFINITIONS]: listJson(functions(attributes)),
    [semconv.ATTR_GEN_AI_RESPONSE_FINISH_REASONS]:
      reasons.length > 0 && reasons.every((reason) => reason !== '') ? reasons.map(finishReason) : undefined,
  };
}

function functions(attributes: ForeignAttributes): readonly unknown[] {
  return unflattened(attributes, 'llm.request.functions.').map((item) => {
    const { name, description, parameters, arguments: given } = record(item);
    return { type: 'function', name, description, parameters: json(parameters ?? given) };
  });
}
