import { openAiUsage, semconv, type ThreadMessage, type ToolRequest } from '@mcp-otel/core';
import { outputType, parameters } from './attributes.ts';
import { contentText } from './content.ts';
import { number, parseArguments, record, records, text, type Json } from './json.ts';
import type { AnswerFacts, Prompt, WireFormat } from './wire-format.ts';

/** OpenAI chat completions, as Azure, OpenRouter, vLLM, Ollama, LiteLLM and many others speak it too. */
export const openAiChat: WireFormat = {
  provider: 'openai',
  path: /\/chat\/completions$/,
  accepts: (body) => Array.isArray(body['messages']),
  request: (body, path) => ({
    operation: 'chat',
    model: text(body['model']) ?? deployment(path),
    stream: body['stream'] === true,
    attributes: {
      ...chatParameters(body),
      ...parameters({ [semconv.ATTR_OPENAI_API_TYPE]: 'chat_completions' }),
    },
    prompt: () => promptOf(body),
  }),
  whole: (answer) => ({
    ...heading(answer),
    finishReasons: records(answer['choices']).map(({ finish_reason: reason }) => text(reason) ?? 'error'),
    reply: replyOf(record(records(answer['choices'])[0]?.['message'])),
  }),
  pieces: (pieces) => {
    const merged = mergedHeading(pieces);
    const choices = pieces.flatMap((piece) => records(piece['choices']));
    const reasons = new Map(
      choices.flatMap(({ index, finish_reason: reason }) =>
        text(reason) === undefined ? [] : [[index, text(reason) ?? '']],
      ),
    );
    return { ...merged, finishReasons: [...reasons.values()], reply: foldedReply(choices) };
  },
  isLast: (piece) => piece === '[DONE]',
};

/** Azure names the model's deployment in the path. */
export function deployment(path: string): string | undefined {
  return /\/deployments\/([^/]+)\//.exec(path)?.[1];
}

export function chatParameters(body: Json) {
  return parameters({
    [semconv.ATTR_GEN_AI_REQUEST_MAX_TOKENS]: body['max_completion_tokens'] ?? body['max_tokens'],
    [semconv.ATTR_GEN_AI_REQUEST_TEMPERATURE]: body['temperature'],
    [semconv.ATTR_GEN_AI_REQUEST_TOP_P]: body['top_p'],
    [semconv.ATTR_GEN_AI_REQUEST_SEED]: body['seed'],
    [semconv.ATTR_GEN_AI_REQUEST_FREQUENCY_PENALTY]: body['frequency_penalty'],
    [semconv.ATTR_GEN_AI_REQUEST_PRESENCE_PENALTY]: body['presence_penalty'],
    [semconv.ATTR_GEN_AI_REQUEST_CHOICE_COUNT]: body['n'],
    [semconv.ATTR_GEN_AI_REQUEST_STOP_SEQUENCES]: body['stop'],
    [semconv.ATTR_GEN_AI_REQUEST_REASONING_LEVEL]: body['reasoning_effort'],
    [semconv.ATTR_GEN_AI_OUTPUT_TYPE]: outputType(record(body['response_format'])['type']),
    [semconv.ATTR_OPENAI_REQUEST_SERVICE_TIER]: body['service_tier'],
  });
}

/** What answers and pieces of answers have in common, and those of legacy completions too. */
export function heading(answer: Json): AnswerFacts {
  return {
    id: text(answer['id']),
    model: text(answer['model']),
    // Groq and Moonshot put the counts of a stream elsewhere.
    usage:
      openAiUsage(answer['usage']) ??
      openAiUsage(record(answer['x_groq'])['usage']) ??
      openAiUsage(records(answer['choices'])[0]?.['usage']),
    cost: number(record(answer['usage'])['cost']), // OpenRouter
    error: answer['error'] === undefined || answer['error'] === null ? undefined : errorCode(answer['error']),
    attributes: parameters({
      [semconv.ATTR_OPENAI_RESPONSE_SERVICE_TIER]: answer['service_tier'],
      [semconv.ATTR_OPENAI_RESPONSE_SYSTEM_FINGERPRINT]: answer['system_fingerprint'],
    }),
  };
}

/** Of all pieces; a later one wins where it says something. */
export function mergedHeading(pieces: readonly Json[]): AnswerFacts {
  const merged: Record<string, unknown> = {};
  for (const piece of pieces) for (const key of HEADING) if (says(key, piece[key])) merged[key] = piece[key];
  return heading(merged);
}

const HEADING = ['id', 'model', 'usage', 'x_groq', 'choices', 'error', 'service_tier', 'system_fingerprint'];

/** Empty texts and counts that are still to come take nothing back; of choices only their counts matter. */
function says(key: string, value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  if (key === 'usage') return openAiUsage(value) !== undefined;
  if (key === 'x_groq') return record(value)['usage'] !== undefined;
  return key !== 'choices' || records(value)[0]?.['usage'] !== undefined;
}

/** Code or type of an error object. */
export function errorCode(error: unknown): string {
  const { code, type, status } = record(error);
  return text(code) ?? text(type) ?? text(status) ?? 'error';
}

function promptOf(body: Json): Prompt {
  const messages = records(body['messages']);
  const source = messages.filter((message) => !isSystem(message));
  return {
    system: messages
      .filter(isSystem)
      .map(({ content }) => contentText(content))
      .join('\n\n'),
    tools: records(body['tools'] ?? body['functions']),
    messages: source.map(messageOf),
    source,
  };
}

/** Instructions of the developer, by either name. */
export function isSystem({ role }: Json): boolean {
  return role === 'system' || role === 'developer';
}

function messageOf(message: Json): ThreadMessage {
  const { role, content } = message;
  if (role === 'assistant') return replyOf(message);
  return { role: role === 'tool' || role === 'function' ? 'tool' : 'user', text: contentText(content) };
}

function replyOf(message: Json): ThreadMessage {
  const legacy = message['function_call'] === undefined ? [] : [{ function: message['function_call'] }];
  const calls = [...records(message['tool_calls']), ...legacy].map(toolCall);
  return { role: 'assistant', text: contentText(message['content']) + (text(message['refusal']) ?? ''), calls };
}

function toolCall(call: Json): ToolRequest {
  const called = record(call['function'] ?? call['custom']);
  return {
    id: text(call['id']),
    name: text(called['name']) ?? '',
    arguments: parseArguments(called['arguments'] ?? called['input']),
  };
}

/** The first choice, put together from its pieces. */
function foldedReply(choices: readonly Json[]): ThreadMessage {
  const deltas = choices.filter(({ index = 0 }) => index === 0).map(({ delta }) => record(delta));
  const calls = new Map<unknown, { id: string | undefined; name: string; arguments: string }>();
  for (const call of deltas.flatMap(({ tool_calls: list }) => records(list))) {
    const known = calls.get(call['index']) ?? { id: undefined, name: '', arguments: '' };
    const { name, arguments: more } = record(call['function']);
    known.id ??= text(call['id']);
    known.name += text(name) ?? '';
    known.arguments += text(more) ?? '';
    calls.set(call['index'], known);
  }
  return {
    role: 'assistant',
    text: deltas.map(({ content, refusal }) => (text(content) ?? '') + (text(refusal) ?? '')).join(''),
    calls: [...calls.values()].map((call) => ({ ...call, arguments: parseArguments(call.arguments) })),
  };
}
