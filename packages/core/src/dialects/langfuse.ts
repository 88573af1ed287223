import type { AttributeValue } from '@opentelemetry/api';
import * as own from '../vocabulary/own-names.ts';
import * as semconv from '../vocabulary/semconv.ts';
import { count, idText, jsonText, listJson, oneOf, record, text, to } from './conversions.ts';
import type { Dialect, ForeignAttributes, ForeignSpan } from './dialect.ts';
import { messagesOf } from './messages.ts';
import { requestParameters } from './request-parameters.ts';

type Derived = Record<string, AttributeValue | undefined>;

/** Langfuse 5 (names: `LangfuseOtelSpanAttributes` of `@langfuse/core`). */
export const langfuse: Dialect = {
  name: 'langfuse',
  marks: ['langfuse.'],
  scopes: ['langfuse-sdk'],
  renames: {
    'langfuse.observation.type': to(
      semconv.ATTR_GEN_AI_OPERATION_NAME,
      oneOf({
        generation: 'chat',
        embedding: 'embeddings',
        tool: semconv.OPERATION_EXECUTE_TOOL,
        agent: 'invoke_agent',
        retriever: 'retrieval',
      }),
    ),
    'langfuse.observation.model.name': to(semconv.ATTR_GEN_AI_REQUEST_MODEL, text),
    'langfuse.observation.prompt.name': to(semconv.ATTR_GEN_AI_PROMPT_NAME, text),
    'langfuse.observation.prompt.version': to(semconv.ATTR_GEN_AI_PROMPT_VERSION, idText),
    'langfuse.session.id': to(semconv.ATTR_GEN_AI_CONVERSATION_ID, text),
    'session.id': to(semconv.ATTR_GEN_AI_CONVERSATION_ID, text),
    'langfuse.user.id': to(semconv.ATTR_USER_ID, text),
  },
  derive: (span: ForeignSpan): Derived => ({
    ...requestParameters(span.attributes['langfuse.observation.model.parameters']),
    ...usage(record(span.attributes['langfuse.observation.usage_details'])),
    ...cost(record(span.attributes['langfuse.observation.cost_details'])),
    ...exchanged(span),
  }),
  content: {
    'langfuse.observation.input': ['prompts', 'arguments'],
    'langfuse.observation.output': ['completions', 'results'],
    'langfuse.observation.metadata.': ['prompts', 'arguments'],
    'langfuse.observation.status_message': ['completions', 'results'],
    'langfuse.trace.input': ['prompts'],
    'langfuse.trace.output': ['completions'],
    'langfuse.trace.metadata.': ['prompts'],
  },
};

/** Its own keys, or those of OpenAI as they came. */
function usage(details: Readonly<Record<string, unknown>>): Derived {
  const prompt = record(details['prompt_tokens_details'] ?? details['input_tokens_details']);
  const completion = record(details['completion_tokens_details'] ?? details['output_tokens_details']);
  return {
    [semconv.ATTR_GEN_AI_USAGE_INPUT_TOKENS]: count(
      details['input'] ?? details['prompt_tokens'] ?? details['input_tokens'],
    ),
    [semconv.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS]: count(
      details['output'] ?? details['completion_tokens'] ?? details['output_tokens'],
    ),
    [semconv.ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS]: count(
      prompt['cached_tokens'] ?? details['input_cached_tokens'],
    ),
    [semconv.ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS]: count(
      completion['reasoning_tokens'] ?? details['output_reasoning_tokens'],
    ),
  };
}

function cost({ total }: Readonly<Record<string, unknown>>): Derived {
  return typeof total === 'number' && total >= 0
    ? { [own.ATTR_COST_USD]: total, [own.ATTR_COST_BASIS]: 'provider' }
    : {};
}

function exchanged({ attributes, name }: ForeignSpan): Derived {
  const type = attributes['langfuse.observation.type'];
  const [input, output] = [attributes['langfuse.observation.input'], attributes['langfuse.observation.output']];
  if (type === 'generation') return conversation(attributes, input, output);
  if (type !== 'tool') return {};
  return {
    [semconv.ATTR_GEN_AI_TOOL_NAME]: name,
    [semconv.ATTR_GEN_AI_TOOL_CALL_ARGUMENTS]: jsonText(input),
    [semconv.ATTR_GEN_AI_TOOL_CALL_RESULT]: jsonText(output),
  };
}

function conversation(attributes: ForeignAttributes, input: unknown, output: unknown): Derived {
  return {
    [semconv.ATTR_GEN_AI_INPUT_MESSAGES]: listJson(messagesOf(input)),
    [semconv.ATTR_GEN_AI_OUTPUT_MESSAGES]: listJson(messagesOf(output, 'assistant')),
    [semconv.ATTR_GEN_AI_RESPONSE_MODEL]: undefined,
    [semconv.ATTR_GEN_AI_PROVIDER_NAME]: text(attributes['langfuse.observation.metadata.ls_provider']),
  };
}
