import type { AttributeValue } from '@opentelemetry/api';
import * as semconv from '../vocabulary/semconv.ts';
import { count, jsonText, listJson, oneOf, record, text, textList, to } from './conversions.ts';
import type { Dialect, ForeignSpan } from './dialect.ts';
import { messagesOf } from './messages.ts';
import { providerName } from './providers.ts';

type Derived = Record<string, AttributeValue | undefined>;

/** LangSmith 0.12 in its OpenTelemetry mode. */
export const langsmith: Dialect = {
  name: 'langsmith',
  marks: ['langsmith.'],
  scopes: ['langsmith'],
  renames: {
    'langsmith.span.kind': to(
      semconv.ATTR_GEN_AI_OPERATION_NAME,
      oneOf({ llm: 'chat', embedding: 'embeddings', tool: semconv.OPERATION_EXECUTE_TOOL, retriever: 'retrieval' }),
    ),
    'langsmith.metadata.ls_provider': to(semconv.ATTR_GEN_AI_PROVIDER_NAME, providerName),
    'langsmith.metadata.ls_model_name': to(semconv.ATTR_GEN_AI_REQUEST_MODEL, text),
    'langsmith.metadata.session_id': to(semconv.ATTR_GEN_AI_CONVERSATION_ID, text),
    'langsmith.metadata.thread_id': to(semconv.ATTR_GEN_AI_CONVERSATION_ID, text),
    'langsmith.metadata.user_id': to(semconv.ATTR_USER_ID, text),
    'langsmith.metadata.tool_call_id': to(semconv.ATTR_GEN_AI_TOOL_CALL_ID, text),
    'langsmith.request.streaming': to(semconv.ATTR_GEN_AI_REQUEST_STREAM, (value) =>
      value === true || value === 'true' ? true : undefined,
    ),
    'gen_ai.response.system_fingerprint': to(semconv.ATTR_OPENAI_RESPONSE_SYSTEM_FINGERPRINT, text),
    'gen_ai.response.finish_reason': to(semconv.ATTR_GEN_AI_RESPONSE_FINISH_REASONS, textList),
  },
  derive: (span: ForeignSpan): Derived => ({ ...details(span), ...exchanged(span) }),
  content: {
    'gen_ai.prompt': ['prompts', 'arguments'],
    'gen_ai.completion': ['completions', 'results'],
    'gen_ai.tool.message': ['results'],
    'langsmith.metadata.': ['prompts'],
    'langsmith.metadata': ['prompts'],
  },
};

function details({ attributes }: ForeignSpan): Derived {
  const input = record(attributes['gen_ai.usage.input_token_details']);
  const output = record(attributes['gen_ai.usage.output_token_details']);
  return {
    [semconv.ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS]: count(input['cache_read']),
    [semconv.ATTR_GEN_AI_USAGE_CACHE_WRITE_INPUT_TOKENS]: count(input['cache_creation']),
    [semconv.ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS]: count(output['reasoning']),
  };
}

/** Inputs and outputs of a run, whatever it is: a request and an answer of OpenAI, or values by name. */
function exchanged({ attributes, name }: ForeignSpan): Derived {
  const { 'langsmith.span.kind': kind, 'gen_ai.prompt': prompt, 'gen_ai.completion': completion } = attributes;
  if (kind === 'tool') {
    return {
      [semconv.ATTR_GEN_AI_TOOL_NAME]: name,
      [semconv.ATTR_GEN_AI_TOOL_CALL_ARGUMENTS]: jsonText(prompt),
      [semconv.ATTR_GEN_AI_TOOL_CALL_RESULT]: jsonText(completion),
    };
  }
  if (kind !== 'llm') return {};
  const { messages, input } = record(prompt);
  return {
    [semconv.ATTR_GEN_AI_INPUT_MESSAGES]: listJson(messagesOf(messages ?? input ?? prompt)),
    [semconv.ATTR_GEN_AI_OUTPUT_MESSAGES]: listJson(answers(completion)),
  };
}

function answers(completion: unknown): ReturnType<typeof messagesOf> {
  const { choices, output } = record(completion);
  if (Array.isArray(output)) return output.flatMap(itemOf);
  if (!Array.isArray(choices)) return messagesOf(completion, 'assistant');
  return choices.flatMap((item: unknown) => {
    const { message, finish_reason } = record(item);
    return messagesOf({ ...record(message), finish_reason }, 'assistant');
  });
}

/** An item of OpenAI's Responses: a message, or the call of a tool. */
function itemOf(item: unknown): ReturnType<typeof messagesOf> {
  const { type, call_id: id, name, arguments: given } = record(item);
  const calls = [{ id, name, arguments: given }];
  return messagesOf(type === 'function_call' ? { role: 'assistant', tool_calls: calls } : item, 'assistant');
}
