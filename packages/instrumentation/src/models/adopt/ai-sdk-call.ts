import { tokenCount, type ThreadMessage, type ToolRequest, type Usage } from '@mcp-otel/core';
import { semconv } from '@mcp-otel/core';
import { parameters } from '../formats/attributes.ts';
import { contentText } from '../formats/content.ts';
import { record, records, text, type Json } from '../formats/json.ts';
import type { AnswerFacts, RequestFacts } from '../formats/wire-format.ts';

/** Beginnings of the AI SDK's names of providers, and ours. */
const providers: readonly (readonly [prefix: string, provider: string])[] = [
  ['openai', 'openai'],
  ['anthropic', 'anthropic'],
  ['google.vertex', 'gcp.vertex_ai'],
  ['google', 'gcp.gemini'],
  ['amazon-bedrock', 'aws.bedrock'],
  ['azure', 'azure.ai.openai'],
  ['mistral', 'mistral_ai'],
  ['xai', 'x_ai'],
  ['moonshotai', 'moonshot_ai'],
  ['togetherai', 'together_ai'],
  ['fireworks', 'fireworks_ai'],
];

/** `openai.chat` and the like, by the names of the convention. */
export function aiProvider(name: unknown): string {
  const told = text(name) ?? '_OTHER';
  return providers.find(([prefix]) => told.startsWith(prefix))?.[1] ?? told.split('.')[0] ?? told;
}

/** What the AI SDK 7 tells about a call of a language model that begins. */
export function aiRequest(event: Json): RequestFacts {
  return {
    operation: 'chat',
    model: text(event['modelId']),
    stream: false,
    attributes: parameters({
      [semconv.ATTR_GEN_AI_REQUEST_MAX_TOKENS]: event['maxOutputTokens'],
      [semconv.ATTR_GEN_AI_REQUEST_TEMPERATURE]: event['temperature'],
      [semconv.ATTR_GEN_AI_REQUEST_TOP_P]: event['topP'],
      [semconv.ATTR_GEN_AI_REQUEST_TOP_K]: event['topK'],
      [semconv.ATTR_GEN_AI_REQUEST_SEED]: event['seed'],
      [semconv.ATTR_GEN_AI_REQUEST_STOP_SEQUENCES]: event['stopSequences'],
    }),
    prompt: () => ({
      system: contentText(event['instructions']),
      tools: records(event['tools']),
      messages: records(event['messages']).map(messageOf),
      source: records(event['messages']),
    }),
  };
}

/** What it tells about one that has ended. */
export function aiAnswer(event: Json): AnswerFacts {
  const reason = text(event['finishReason']);
  return {
    id: text(event['responseId']),
    model: text(event['modelId']),
    finishReasons: reason === undefined ? undefined : [reason],
    usage: aiUsage(record(event['usage'])),
    reply: messageOf({ role: 'assistant', content: event['content'] }),
  };
}

function aiUsage(usage: Json): Usage {
  const input = record(usage['inputTokenDetails']);
  const output = record(usage['outputTokenDetails']);
  return {
    input: tokenCount(usage['inputTokens']),
    output: tokenCount(usage['outputTokens']),
    cacheRead: tokenCount(input['cacheReadTokens']),
    cacheWrite: tokenCount(input['cacheWriteTokens']),
    reasoning: tokenCount(output['reasoningTokens']),
  };
}

function messageOf({ role, content }: Json): ThreadMessage {
  if (role !== 'assistant') return { role: role === 'tool' ? 'tool' : 'user', text: contentText(content) };
  if (typeof content === 'string') return { role, text: content, calls: [] };
  const parts = records(content);
  const said = parts.filter(({ type }) => type === 'text').map((part) => text(part['text']) ?? '');
  return { role, text: said.join(''), calls: parts.filter(({ type }) => type === 'tool-call').map(toolCall) };
}

function toolCall(part: Json): ToolRequest {
  return { id: text(part['toolCallId']), name: text(part['toolName']) ?? '', arguments: part['input'] };
}
