import { anthropicUsage, semconv, type ThreadMessage, type ToolRequest } from '@mcp-otel/core';
import { parameters } from './attributes.ts';
import { contentText } from './content.ts';
import { number, parseArguments, record, records, text, type Json } from './json.ts';
import { errorCode } from './openai-chat.ts';
import type { AnswerFacts, Prompt, WireFormat } from './wire-format.ts';

/** Anthropic messages, by Anthropic itself or by Vertex AI. */
export const anthropicMessages: WireFormat = {
  provider: 'anthropic',
  path: /(?:\/messages|:(?:streamRawPredict|rawPredict))$/,
  accepts: (body) => Array.isArray(body['messages']) && typeof body['max_tokens'] === 'number',
  request: (body, path) => ({
    operation: 'chat',
    model: text(body['model']) ?? /\/models\/([^/:]+):/.exec(path)?.[1],
    stream: body['stream'] === true || path.endsWith(':streamRawPredict'),
    attributes: parameters({
      [semconv.ATTR_GEN_AI_REQUEST_MAX_TOKENS]: body['max_tokens'],
      [semconv.ATTR_GEN_AI_REQUEST_TEMPERATURE]: body['temperature'],
      [semconv.ATTR_GEN_AI_REQUEST_TOP_P]: body['top_p'],
      [semconv.ATTR_GEN_AI_REQUEST_TOP_K]: body['top_k'],
      [semconv.ATTR_GEN_AI_REQUEST_STOP_SEQUENCES]: body['stop_sequences'],
      [semconv.ATTR_GEN_AI_REQUEST_REASONING_LEVEL]: record(body['output_config'])['effort'],
    }),
    prompt: () => promptOf(body),
  }),
  whole: (answer) => ({ ...answerOf(answer, answer['usage']), cleared: clearedIn(answer) }),
  pieces: (pieces) => {
    const start = record(pieces.find(({ type }) => type === 'message_start')?.['message']);
    const ends = pieces.filter(({ type }) => type === 'message_delta');
    const error = pieces.find(({ type }) => type === 'error');
    const stop = ends.map(({ delta }) => text(record(delta)['stop_reason'])).findLast((reason) => reason !== undefined);
    // Counts come twice; those of the end are totals and win, as far as they are there.
    const usage: Json = ends.reduce<Json>(
      (sum, { usage: raw }) => ({ ...sum, ...present(raw) }),
      present(start['usage']),
    );
    return {
      ...answerOf({ ...start, content: foldedContent(pieces), stop_reason: stop }, usage),
      cleared: ends.map(clearedIn).find((cleared) => cleared !== undefined),
      ...(error !== undefined && { error: errorCode(error['error']) }),
    };
  },
  isLast: (piece) => piece.includes('"message_stop"'),
};

/** Facts of a message; what Bedrock and Vertex AI pass through looks the same. */
export function answerOf(message: Json, usage: unknown): AnswerFacts {
  const reason = text(message['stop_reason']);
  return {
    id: text(message['id']),
    model: text(message['model']),
    finishReasons: reason === undefined ? undefined : [reason],
    usage: anthropicUsage(usage),
    reply: assistantMessage(message['content']),
    error: message['type'] === 'error' ? errorCode(message['error']) : undefined,
    severalRounds: records(record(usage)['iterations']).length > 1 ? true : undefined,
  };
}

/** What its context management has taken out of the request. */
function clearedIn(answer: Json): AnswerFacts['cleared'] {
  const edits = records(record(answer['context_management'])['applied_edits']);
  const sum = (key: string): number => edits.reduce((all, edit) => all + (number(edit[key]) ?? 0), 0);
  const uses = sum('cleared_tool_uses');
  return uses === 0 ? undefined : { uses, tokens: sum('cleared_input_tokens') };
}

function present(raw: unknown): Json {
  return Object.fromEntries(Object.entries(record(raw)).filter(([, value]) => value !== null && value !== undefined));
}

export function promptOf(body: Json): Prompt {
  return {
    system: contentText(body['system']),
    tools: records(body['tools']),
    messages: records(body['messages']).map(messageOf),
    source: records(body['messages']),
  };
}

function messageOf({ role, content }: Json): ThreadMessage {
  if (role === 'assistant') return assistantMessage(content);
  const answersTools = records(content).some(({ type }) => type === 'tool_result');
  return { role: answersTools ? 'tool' : 'user', text: contentText(content) };
}

function assistantMessage(content: unknown): ThreadMessage {
  if (typeof content === 'string') return { role: 'assistant', text: content, calls: [] };
  const blocks = records(content);
  const said = blocks.filter(({ type }) => type === 'text').map((block) => text(block['text']) ?? '');
  return {
    role: 'assistant',
    text: said.join(''),
    calls: blocks.filter(({ type }) => type === 'tool_use').map(toolUse),
  };
}

function toolUse(block: Json): ToolRequest {
  return { id: text(block['id']), name: text(block['name']) ?? '', arguments: parseArguments(block['input']) };
}

/** Content blocks, put together from their pieces. */
function foldedContent(pieces: readonly Json[]): readonly Json[] {
  const blocks = new Map<unknown, Record<string, unknown>>();
  for (const { type, index, content_block: block, delta } of pieces) {
    if (type === 'content_block_start') blocks.set(index, { ...record(block), json: '' });
    const open = type === 'content_block_delta' ? blocks.get(index) : undefined;
    if (open === undefined) continue;
    const { text: more, partial_json: json } = record(delta);
    if (typeof more === 'string') open['text'] = `${text(open['text']) ?? ''}${more}`;
    if (typeof json === 'string') open['json'] = `${text(open['json']) ?? ''}${json}`;
  }
  return [...blocks.values()].map(({ json, ...block }) =>
    text(json) === undefined ? block : { ...block, input: json },
  );
}
