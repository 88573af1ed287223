import { ollamaUsage, semconv, type ThreadMessage } from '@mcp-otel/core';
import { parameters } from './attributes.ts';
import { contentText } from './content.ts';
import { parseArguments, record, records, text, type Json } from './json.ts';
import type { AnswerFacts, WireFormat } from './wire-format.ts';

/** Ollama's own chat interface: one line of JSON per piece. */
export const ollama: WireFormat = {
  provider: 'ollama',
  path: /\/api\/chat$/,
  accepts: (body) => Array.isArray(body['messages']) && text(body['model']) !== undefined,
  request: (body) => {
    const options = record(body['options']);
    const messages = records(body['messages']);
    return {
      operation: 'chat',
      model: text(body['model']),
      stream: body['stream'] !== false,
      attributes: parameters({
        [semconv.ATTR_GEN_AI_REQUEST_TEMPERATURE]: options['temperature'],
        [semconv.ATTR_GEN_AI_REQUEST_TOP_P]: options['top_p'],
        [semconv.ATTR_GEN_AI_REQUEST_TOP_K]: options['top_k'],
        [semconv.ATTR_GEN_AI_REQUEST_SEED]: options['seed'],
        [semconv.ATTR_GEN_AI_REQUEST_MAX_TOKENS]: options['num_predict'],
        [semconv.ATTR_GEN_AI_REQUEST_STOP_SEQUENCES]: options['stop'],
      }),
      prompt: () => ({
        system: messages
          .filter(({ role }) => role === 'system')
          .map(({ content }) => contentText(content))
          .join('\n\n'),
        tools: records(body['tools']),
        messages: messages.filter(({ role }) => role !== 'system').map(messageOf),
        source: messages.filter(({ role }) => role !== 'system'),
      }),
    };
  },
  whole: (answer) => ollama.pieces([answer]),
  pieces: (pieces) => {
    const end = record(pieces.findLast(({ done }) => done === true));
    const said = pieces.map(({ message }) => messageOf(record(message)));
    const reason = text(end['done_reason']);
    return {
      model: text(pieces[0]?.['model']),
      finishReasons: reason === undefined ? undefined : [reason],
      usage: ollamaUsage(end),
      reply: {
        role: 'assistant',
        text: said.map((one) => one.text).join(''),
        calls: said.flatMap(({ calls = [] }) => calls),
      },
      error:
        text(pieces.find((piece) => text(piece['error']) !== undefined)?.['error']) === undefined ? undefined : 'error',
    } satisfies AnswerFacts;
  },
  isLast: (piece) => piece.includes('"done":true'),
};

function messageOf(message: Json): ThreadMessage {
  const calls = records(message['tool_calls']).map((call) => {
    const called = record(call['function']);
    return { id: text(call['id']), name: text(called['name']) ?? '', arguments: parseArguments(called['arguments']) };
  });
  const role = message['role'] === 'tool' ? 'tool' : message['role'] === 'user' ? 'user' : 'assistant';
  return { role, text: contentText(message['content']), calls };
}
