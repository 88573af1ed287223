import type { AttributeValue } from '@opentelemetry/api';
import * as semconv from '../vocabulary/semconv.ts';
import { count, json, jsonText, list, listJson, number, seconds, text, to } from './conversions.ts';
import type { Dialect, ForeignAttributes, ForeignSpan } from './dialect.ts';
import { finishReason, messagesOf, textPart, toolCalls, type Part } from './messages.ts';
import { providerName } from './providers.ts';

type Derived = Record<string, AttributeValue | undefined>;

/** The AI SDK of Vercel, 4 to 6, and the legacy integration of 7. */
export const vercel: Dialect = {
  name: 'vercel',
  marks: ['ai.operationId', 'ai.model.id', 'ai.toolCall.name', 'ai.settings.', 'ai.usage.'],
  renames: {
    'ai.model.id': to(semconv.ATTR_GEN_AI_REQUEST_MODEL, text),
    'ai.model.provider': to(semconv.ATTR_GEN_AI_PROVIDER_NAME, providerName),
    'ai.toolCall.name': to(semconv.ATTR_GEN_AI_TOOL_NAME, text),
    'ai.toolCall.id': to(semconv.ATTR_GEN_AI_TOOL_CALL_ID, text),
    'ai.toolCall.args': to(semconv.ATTR_GEN_AI_TOOL_CALL_ARGUMENTS, jsonText),
    'ai.toolCall.result': to(semconv.ATTR_GEN_AI_TOOL_CALL_RESULT, jsonText),
    'ai.response.id': to(semconv.ATTR_GEN_AI_RESPONSE_ID, text),
    'ai.response.model': to(semconv.ATTR_GEN_AI_RESPONSE_MODEL, text),
    'ai.response.msToFirstChunk': to(semconv.ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK, seconds),
    'ai.response.finishReason': to(semconv.ATTR_GEN_AI_RESPONSE_FINISH_REASONS, (value) =>
      typeof value === 'string' && value !== '' ? [finishReason(value)] : undefined,
    ),
    'ai.settings.maxOutputTokens': to(semconv.ATTR_GEN_AI_REQUEST_MAX_TOKENS, count),
    'ai.settings.maxTokens': to(semconv.ATTR_GEN_AI_REQUEST_MAX_TOKENS, count),
    'ai.settings.temperature': to(semconv.ATTR_GEN_AI_REQUEST_TEMPERATURE, number),
    'ai.settings.topP': to(semconv.ATTR_GEN_AI_REQUEST_TOP_P, number),
    'ai.settings.topK': to(semconv.ATTR_GEN_AI_REQUEST_TOP_K, number),
    'ai.settings.frequencyPenalty': to(semconv.ATTR_GEN_AI_REQUEST_FREQUENCY_PENALTY, number),
    'ai.settings.presencePenalty': to(semconv.ATTR_GEN_AI_REQUEST_PRESENCE_PENALTY, number),
    'ai.settings.seed': to(semconv.ATTR_GEN_AI_REQUEST_SEED, count),
    'ai.telemetry.functionId': to(semconv.ATTR_GEN_AI_AGENT_NAME, text),
    'ai.telemetry.metadata.sessionId': to(semconv.ATTR_GEN_AI_CONVERSATION_ID, text),
    'ai.settings.context.sessionId': to(semconv.ATTR_GEN_AI_CONVERSATION_ID, text),
    'ai.telemetry.metadata.userId': to(semconv.ATTR_USER_ID, text),
    'ai.settings.context.userId': to(semconv.ATTR_USER_ID, text),
  },
  derive: ({ attributes }: ForeignSpan): Derived => ({
    [semconv.ATTR_GEN_AI_OPERATION_NAME]: operationOf(attributes['ai.operationId']),
    ...usage(attributes),
    ...exchanged(attributes),
  }),
  content: {
    'ai.prompt': ['prompts'],
    'ai.prompt.': ['prompts'],
    'ai.schema': ['prompts'],
    'ai.value': ['prompts'],
    'ai.values': ['prompts'],
    'ai.embedding': ['completions'],
    'ai.embeddings': ['completions'],
    'ai.toolCall.args': ['arguments'],
    'ai.toolCall.result': ['results'],
    'ai.response.text': ['completions'],
    'ai.response.object': ['completions'],
    'ai.response.toolCalls': ['completions'],
    'ai.response.reasoning': ['completions'],
    'ai.response.files': ['completions'],
    'ai.response.providerMetadata': ['completions'],
    'ai.result.': ['completions'],
    'ai.request.headers.': ['prompts'],
    'ai.telemetry.metadata.': ['prompts'],
  },
};

/** Outer spans are agents, whose steps call the model. */
function operationOf(id: unknown): string | undefined {
  if (typeof id !== 'string') return undefined;
  if (id === 'ai.toolCall') return semconv.OPERATION_EXECUTE_TOOL;
  if (id.startsWith('ai.embed')) return 'embeddings';
  if (/\.do(?:Generate|Stream)$/.test(id)) return 'chat';
  return /^ai\.(?:generate|stream)(?:Text|Object)$/.test(id) ? 'invoke_agent' : undefined;
}

/** Only what calls the model has usage: outer spans repeat its sums, or its last step. */
function usage(attributes: ForeignAttributes): Derived {
  const id = attributes['ai.operationId'];
  if (typeof id !== 'string' || !/\.do(?:Generate|Stream|Embed)$/.test(id)) return {};
  const first = (...keys: readonly string[]): AttributeValue | undefined =>
    keys.map((key) => count(attributes[`ai.usage.${key}`])).find((value) => value !== undefined);
  return {
    [semconv.ATTR_GEN_AI_USAGE_INPUT_TOKENS]: first('inputTokens', 'promptTokens', 'tokens'),
    [semconv.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS]: first('outputTokens', 'completionTokens'),
    [semconv.ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS]: first(
      'inputTokenDetails.cacheReadTokens',
      'cachedInputTokens',
    ),
    [semconv.ATTR_GEN_AI_USAGE_CACHE_WRITE_INPUT_TOKENS]: first('inputTokenDetails.cacheWriteTokens'),
    [semconv.ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS]: first('outputTokenDetails.reasoningTokens', 'reasoningTokens'),
  };
}

function exchanged(attributes: ForeignAttributes): Derived {
  const given = attributes['ai.prompt.messages'] ?? attributes['ai.prompt'];
  const tools = attributes['ai.prompt.tools'];
  return {
    [semconv.ATTR_GEN_AI_INPUT_MESSAGES]: listJson(promptMessages(given)),
    [semconv.ATTR_GEN_AI_OUTPUT_MESSAGES]: listJson(answer(attributes)),
    [semconv.ATTR_GEN_AI_TOOL_DEFINITIONS]: listJson(
      Array.isArray(tools) ? tools.map((tool: unknown) => json(tool) ?? tool) : list(tools),
    ),
  };
}

/** An outer span has `{ system, prompt }` or `{ system, messages }`. */
function promptMessages(given: unknown): ReturnType<typeof messagesOf> {
  const parsed = json(given);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return messagesOf(given);
  const { system, prompt, messages } = parsed as Readonly<Record<string, unknown>>;
  return [
    ...(typeof system === 'string' ? messagesOf([{ role: 'system', content: system }]) : []),
    ...messagesOf(messages ?? prompt ?? []),
  ];
}

function answer(attributes: ForeignAttributes): readonly unknown[] {
  const { 'ai.response.text': said, 'ai.response.object': object, 'ai.response.toolCalls': calls } = attributes;
  const parts: Part[] = [said, object]
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .map(textPart);
  parts.push(...toolCalls(calls));
  const reason = attributes['ai.response.finishReason'];
  return parts.length === 0
    ? []
    : [{ role: 'assistant', parts, ...(typeof reason === 'string' && { finish_reason: finishReason(reason) }) }];
}
