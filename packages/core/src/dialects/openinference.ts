import type { AttributeValue } from '@opentelemetry/api';
import * as own from '../vocabulary/own-names.ts';
import * as semconv from '../vocabulary/semconv.ts';
import { count, jsonText, list, listJson, number, oneOf, record, text, to } from './conversions.ts';
import type { Dialect, ForeignAttributes, ForeignSpan } from './dialect.ts';
import { unflattened } from './flattened.ts';
import { finishReason, messagesOf, textPart, type Message } from './messages.ts';
import { providerName } from './providers.ts';
import { requestParameters } from './request-parameters.ts';

type Derived = Record<string, AttributeValue | undefined>;

/** OpenInference 2.12 of Arize, in JavaScript and Python (names: `@arizeai/openinference-semantic-conventions`). */
export const openInference: Dialect = {
  name: 'openinference',
  marks: ['openinference.span.kind'],
  renames: {
    'openinference.span.kind': to(
      semconv.ATTR_GEN_AI_OPERATION_NAME,
      oneOf({
        LLM: 'chat',
        EMBEDDING: 'embeddings',
        RETRIEVER: 'retrieval',
        TOOL: semconv.OPERATION_EXECUTE_TOOL,
        AGENT: 'invoke_agent',
      }),
    ),
    'llm.provider': to(semconv.ATTR_GEN_AI_PROVIDER_NAME, providerName),
    'llm.system': to(semconv.ATTR_GEN_AI_PROVIDER_NAME, providerName),
    'llm.request.model_name': to(semconv.ATTR_GEN_AI_REQUEST_MODEL, text),
    'llm.response.model_name': to(semconv.ATTR_GEN_AI_RESPONSE_MODEL, text),
    'llm.model_name': to(semconv.ATTR_GEN_AI_RESPONSE_MODEL, text),
    'embedding.model_name': to(semconv.ATTR_GEN_AI_REQUEST_MODEL, text),
    'llm.token_count.prompt': to(semconv.ATTR_GEN_AI_USAGE_INPUT_TOKENS, count),
    'llm.token_count.completion': to(semconv.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS, count),
    'llm.token_count.prompt_details.cache_read': to(semconv.ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS, count),
    'llm.token_count.prompt_details.cache_input': to(semconv.ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS, count),
    'llm.token_count.prompt_details.cache_write': to(semconv.ATTR_GEN_AI_USAGE_CACHE_WRITE_INPUT_TOKENS, count),
    'llm.token_count.prompt_details.audio': to(semconv.ATTR_GEN_AI_USAGE_AUDIO_INPUT_TOKENS, count),
    'llm.token_count.completion_details.reasoning': to(semconv.ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS, count),
    'llm.token_count.completion_details.audio': to(semconv.ATTR_GEN_AI_USAGE_AUDIO_OUTPUT_TOKENS, count),
    'llm.cost.total': to(own.ATTR_COST_USD, number),
    'llm.finish_reason': to(semconv.ATTR_GEN_AI_RESPONSE_FINISH_REASONS, (value) =>
      typeof value === 'string' && value !== '' ? [finishReason(value)] : undefined,
    ),
    'tool.name': to(semconv.ATTR_GEN_AI_TOOL_NAME, text),
    'tool.description': to(semconv.ATTR_GEN_AI_TOOL_DESCRIPTION, text),
    'tool.id': to(semconv.ATTR_GEN_AI_TOOL_CALL_ID, text),
    'tool_call.id': to(semconv.ATTR_GEN_AI_TOOL_CALL_ID, text),
    'session.id': to(semconv.ATTR_GEN_AI_CONVERSATION_ID, text),
    'agent.name': to(semconv.ATTR_GEN_AI_AGENT_NAME, text),
    'llm.prompt_template.version': to(semconv.ATTR_GEN_AI_PROMPT_VERSION, text),
  },
  derive: ({ attributes }: ForeignSpan): Derived => ({
    ...requested(attributes),
    ...exchanged(attributes),
    ...variables(attributes),
    ...(attributes['llm.cost.total'] !== undefined && { [own.ATTR_COST_BASIS]: 'provider' }),
  }),
  content: {
    'input.value': ['prompts', 'arguments'],
    'output.value': ['completions', 'results'],
    'llm.input_messages.': ['prompts'],
    'llm.output_messages.': ['completions'],
    'llm.prompts.': ['prompts'],
    'llm.choices.': ['completions'],
    'llm.tools.': ['prompts'],
    'llm.function_call': ['completions'],
    'llm.invocation_parameters': ['prompts'],
    'llm.prompt_template.template': ['prompts'],
    'llm.prompt_template.variables': ['prompts', 'arguments'],
    'tool.parameters': ['prompts'],
    'embedding.text': ['prompts'],
    'embedding.vector': ['completions'],
    'embedding.embeddings.': ['prompts', 'completions'],
    'retrieval.documents.': ['resources'],
    'reranker.': ['resources'],
    metadata: ['prompts', 'arguments'],
  },
};

/** The model that was asked for stands among the parameters where the span names the one that answered. */
function requested(attributes: ForeignAttributes): Derived {
  const parameters = requestParameters(attributes['llm.invocation_parameters']);
  const model = parameters[semconv.ATTR_GEN_AI_REQUEST_MODEL] ?? text(attributes['llm.model_name']);
  return { ...parameters, [semconv.ATTR_GEN_AI_REQUEST_MODEL]: model };
}

function exchanged(attributes: ForeignAttributes): Derived {
  const kind = attributes['openinference.span.kind'];
  const [input, output] = [attributes['input.value'], attributes['output.value']];
  if (kind === 'TOOL') {
    return {
      [semconv.ATTR_GEN_AI_TOOL_CALL_ARGUMENTS]: jsonText(input),
      [semconv.ATTR_GEN_AI_TOOL_CALL_RESULT]: jsonText(output),
    };
  }
  if (kind === 'RETRIEVER') return retrieved(attributes, input);
  if (kind !== 'LLM') return {};
  return {
    [semconv.ATTR_GEN_AI_INPUT_MESSAGES]: messages(attributes, 'llm.input_messages.', input, 'user'),
    [semconv.ATTR_GEN_AI_OUTPUT_MESSAGES]: messages(attributes, 'llm.output_messages.', output, 'assistant'),
    [semconv.ATTR_GEN_AI_TOOL_DEFINITIONS]: listJson(definitions(attributes)),
  };
}

function retrieved(attributes: ForeignAttributes, query: unknown): Derived {
  const documents = unflattened(attributes, 'retrieval.documents.').map((item) => record(item)['document'] ?? item);
  return {
    [semconv.ATTR_GEN_AI_RETRIEVAL_DOCUMENTS]: listJson(documents),
    [semconv.ATTR_GEN_AI_RETRIEVAL_QUERY_TEXT]: text(query),
  };
}

/** Messages that were flattened; where there are none, the whole as one text. */
function messages(
  attributes: ForeignAttributes,
  prefix: string,
  whole: unknown,
  role: string,
): AttributeValue | undefined {
  const flat = unflattened(attributes, prefix).map((item) => messageOf(record(record(item)['message']), role));
  if (flat.length > 0) return listJson(flat);
  return typeof whole === 'string' && whole !== '' ? listJson([{ role, parts: [textPart(whole)] }]) : undefined;
}

function messageOf(message: Readonly<Record<string, unknown>>, role: string): Message {
  const contents = list(message['contents']).map((item) => contentOf(record(item)));
  const calls = list(message['tool_calls']).map((item) => record(item)['tool_call']);
  const flat = {
    role: message['role'] ?? role,
    content: contents.length > 0 ? contents.filter(({ type }) => type !== undefined) : message['content'],
    tool_calls: calls,
    tool_call_id: message['tool_call_id'],
    name: message['name'],
  };
  return messagesOf(flat)[0] ?? { role, parts: [] };
}

function contentOf(item: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const content = record(item['message_content']);
  if (content['image'] !== undefined) return { type: 'image', url: record(record(content['image'])['image'])['url'] };
  return content;
}

function definitions(attributes: ForeignAttributes): readonly unknown[] {
  return unflattened(attributes, 'llm.tools.').map((item) => {
    const schema = record(item)['tool'];
    const definition = record(record(schema)['json_schema']);
    return { type: 'function', ...record(definition['function'] ?? definition) };
  });
}

function variables(attributes: ForeignAttributes): Derived {
  const given = Object.entries(record(attributes['llm.prompt_template.variables']));
  return Object.fromEntries(
    given.map(([name, value]) => [
      `${semconv.PREFIX_GEN_AI_PROMPT_VARIABLE}${name}`,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}
