import { openAiUsage, semconv, type ThreadMessage, type ToolRequest } from '@mcp-otel/core';
import { outputType, parameters } from './attributes.ts';
import { contentText } from './content.ts';
import { parseArguments, record, records, text, type Json } from './json.ts';
import { deployment, errorCode, isSystem } from './openai-chat.ts';
import type { AnswerFacts, Prompt, WireFormat } from './wire-format.ts';

/** OpenAI responses. */
export const openAiResponses: WireFormat = {
  provider: 'openai',
  path: /\/responses(?:\/compact)?$/,
  accepts: (body) =>
    (typeof body['input'] === 'string' || Array.isArray(body['input']) || body['prompt'] !== undefined) &&
    (text(body['model']) !== undefined || body['prompt'] !== undefined),
  request: (body, path) => ({
    operation: 'chat',
    model: text(body['model']) ?? deployment(path),
    stream: body['stream'] === true,
    attributes: parameters({
      [semconv.ATTR_OPENAI_API_TYPE]: 'responses',
      [semconv.ATTR_GEN_AI_REQUEST_MAX_TOKENS]: body['max_output_tokens'],
      [semconv.ATTR_GEN_AI_REQUEST_TEMPERATURE]: body['temperature'],
      [semconv.ATTR_GEN_AI_REQUEST_TOP_P]: body['top_p'],
      [semconv.ATTR_GEN_AI_REQUEST_REASONING_LEVEL]: record(body['reasoning'])['effort'],
      [semconv.ATTR_GEN_AI_REQUEST_PREVIOUS_RESPONSE_ID]: body['previous_response_id'],
      [semconv.ATTR_GEN_AI_OUTPUT_TYPE]: outputType(record(record(body['text'])['format'])['type']),
      [semconv.ATTR_OPENAI_REQUEST_SERVICE_TIER]: body['service_tier'],
    }),
    prompt: () => promptOf(body),
  }),
  whole,
  pieces: (pieces) => {
    const last = pieces.findLast(({ type }) => typeof type === 'string' && final.test(type));
    if (last !== undefined) return whole(record(last['response']));
    const begun = whole(record(pieces[0]?.['response']));
    const error = pieces.find(({ type }) => type === 'error');
    return {
      ...begun,
      finishReasons: undefined,
      reply: { role: 'assistant', text: pieces.map(deltaOf).join('') },
      ...(error !== undefined && { error: errorCode(error['error'] ?? { code: error['code'] }) }),
    };
  },
  isLast: (piece) => LAST.test(piece),
};

const LAST = /"type":\s*"response\.(?:completed|incomplete|failed)"/;

const final = /^response\.(?:completed|incomplete|failed)$/;

function whole(answer: Json): AnswerFacts {
  const output = records(answer['output']);
  const calls = output.filter(({ type }) => isCall(type)).map(toolCall);
  const replyText = output
    .filter(({ type }) => type === 'message')
    .map(({ content }) => contentText(content))
    .join('');
  return {
    id: text(answer['id']),
    model: text(answer['model']),
    finishReasons: finishReason(answer, calls.length > 0),
    usage: openAiUsage(answer['usage']),
    pending: answer['status'] === 'queued' || answer['status'] === 'in_progress' ? true : undefined,
    reply: { role: 'assistant', text: replyText, calls },
    attributes: parameters({ [semconv.ATTR_OPENAI_RESPONSE_SERVICE_TIER]: answer['service_tier'] }),
    error: answer['error'] === undefined || answer['error'] === null ? undefined : errorCode(answer['error']),
  };
}

/** This interface tells a status; the word for it is that of chat completions. */
function finishReason(answer: Json, asksForTools: boolean): readonly string[] | undefined {
  if (answer['status'] === 'incomplete') {
    const reason = text(record(answer['incomplete_details'])['reason']) ?? 'incomplete';
    return [reason === 'max_output_tokens' ? 'length' : reason];
  }
  if (answer['status'] === 'failed') return ['error'];
  return answer['status'] === 'completed' ? [asksForTools ? 'tool_calls' : 'stop'] : undefined;
}

function promptOf(body: Json): Prompt {
  const { input } = body;
  const items = typeof input === 'string' ? [{ role: 'user', content: input }] : records(input);
  const source = items.filter((item) => !isSystem(item));
  const system = items.filter(isSystem).map(({ content }) => contentText(content));
  return {
    system: [text(body['instructions']) ?? '', ...system].filter((part) => part !== '').join('\n\n'),
    tools: records(body['tools']),
    messages: merged(source.flatMap(messagesOf)),
    source,
    continues: text(body['previous_response_id']),
    conversation: text(body['conversation']) ?? text(record(body['conversation'])['id']),
  };
}

function messagesOf(item: Json): readonly ThreadMessage[] {
  const type = text(item['type']) ?? 'message';
  if (isCall(type)) return [{ role: 'assistant', text: '', calls: [toolCall(item)] }];
  if (type.endsWith('_output')) return [{ role: 'tool', text: contentText(item['output']) }];
  if (type !== 'message') return []; // Reasoning, references and what else only the provider understands.
  return [{ role: item['role'] === 'assistant' ? 'assistant' : 'user', text: contentText(item['content']), calls: [] }];
}

/** Items of one answer come back one by one. */
function merged(messages: readonly ThreadMessage[]): readonly ThreadMessage[] {
  const result: ThreadMessage[] = [];
  for (const message of messages) {
    const before = result.at(-1);
    if (message.role !== 'assistant' || before?.role !== 'assistant') result.push(message);
    else {
      const calls = [...(before.calls ?? []), ...(message.calls ?? [])];
      result[result.length - 1] = { role: 'assistant', text: before.text + message.text, calls };
    }
  }
  return result;
}

function isCall(type: unknown): boolean {
  return type === 'function_call' || type === 'custom_tool_call';
}

function toolCall(item: Json): ToolRequest {
  return {
    id: text(item['call_id']) ?? text(item['id']),
    name: text(item['name']) ?? '',
    arguments: parseArguments(item['arguments'] ?? item['input']),
  };
}

function deltaOf({ type, delta }: Json): string {
  return type === 'response.output_text.delta' ? (text(delta) ?? '') : '';
}
