import { geminiUsage, semconv, type ThreadMessage } from '@mcp-otel/core';
import { outputType, parameters } from './attributes.ts';
import { contentText } from './content.ts';
import { isRecord, record, records, text, type Json } from './json.ts';
import { errorCode } from './openai-chat.ts';
import type { AnswerFacts, WireFormat } from './wire-format.ts';

/** Gemini generateContent, by Google AI or Vertex AI. */
export const gemini: WireFormat = {
  provider: 'gcp.gemini',
  path: /:(?:generateContent|streamGenerateContent)$/,
  accepts: (body) => Array.isArray(body['contents']) || isRecord(body['contents']),
  request: (body, path) => ({
    operation: 'generate_content',
    model: /\/(?:models|tunedModels|endpoints)\/([^/:]+):/.exec(path)?.[1],
    stream: path.endsWith(':streamGenerateContent'),
    attributes: configuration(record(body['generationConfig'] ?? body['generation_config'])),
    prompt: () => {
      const source = Array.isArray(body['contents']) ? records(body['contents']) : [record(body['contents'])];
      return {
        system: contentText(record(body['systemInstruction'] ?? body['system_instruction'])['parts']),
        tools: records(body['tools']),
        messages: source.map(messageOf),
        source,
      };
    },
  }),
  whole: (answer) => gemini.pieces([answer]),
  pieces: (pieces) => {
    const candidates = pieces.flatMap((piece) => records(piece['candidates']));
    const reasons = new Map(
      candidates.flatMap(({ index = 0, finishReason }) =>
        text(finishReason) === undefined ? [] : [[index, text(finishReason) ?? '']],
      ),
    );
    const blocked = pieces
      .map((piece) => text(record(piece['promptFeedback'])['blockReason']))
      .find((reason) => reason !== undefined);
    const parts = candidates
      .filter(({ index = 0 }) => index === 0)
      .flatMap(({ content }) => records(record(content)['parts']));
    const error = pieces.find((piece) => isRecord(piece['error']));
    return {
      id: lastText(pieces, 'responseId'),
      model: lastText(pieces, 'modelVersion'),
      finishReasons: blocked === undefined ? [...reasons.values()] : [blocked],
      usage: geminiUsage(pieces.findLast((piece) => isRecord(piece['usageMetadata']))?.['usageMetadata']),
      reply: assistantMessage(parts),
      ...(error !== undefined && { error: errorCode({ status: record(error['error'])['status'] }) }),
    } satisfies AnswerFacts;
  },
  isLast: () => false, // Every candidate has an end of its own.
};

function configuration(config: Json) {
  return parameters({
    [semconv.ATTR_GEN_AI_REQUEST_MAX_TOKENS]: config['maxOutputTokens'],
    [semconv.ATTR_GEN_AI_REQUEST_TEMPERATURE]: config['temperature'],
    [semconv.ATTR_GEN_AI_REQUEST_TOP_P]: config['topP'],
    [semconv.ATTR_GEN_AI_REQUEST_TOP_K]: config['topK'],
    [semconv.ATTR_GEN_AI_REQUEST_SEED]: config['seed'],
    [semconv.ATTR_GEN_AI_REQUEST_FREQUENCY_PENALTY]: config['frequencyPenalty'],
    [semconv.ATTR_GEN_AI_REQUEST_PRESENCE_PENALTY]: config['presencePenalty'],
    [semconv.ATTR_GEN_AI_REQUEST_CHOICE_COUNT]: config['candidateCount'],
    [semconv.ATTR_GEN_AI_REQUEST_STOP_SEQUENCES]: config['stopSequences'],
    [semconv.ATTR_GEN_AI_REQUEST_REASONING_LEVEL]: record(config['thinkingConfig'])['thinkingLevel'],
    [semconv.ATTR_GEN_AI_OUTPUT_TYPE]: outputType(config['responseMimeType']),
  });
}

function lastText(pieces: readonly Json[], key: string): string | undefined {
  return pieces.map((piece) => text(piece[key])).findLast((value) => value !== undefined);
}

function messageOf({ role, parts: raw }: Json): ThreadMessage {
  const parts = records(raw);
  if (role === 'model') return assistantMessage(parts);
  const answersTools = parts.some(({ functionResponse }) => functionResponse !== undefined);
  return { role: answersTools ? 'tool' : 'user', text: contentText(parts) };
}

function assistantMessage(parts: readonly Json[]): ThreadMessage {
  return {
    role: 'assistant',
    text: parts.map((part) => (part['thought'] === true ? '' : (text(part['text']) ?? ''))).join(''),
    calls: parts
      .map(({ functionCall }) => functionCall)
      .filter(isRecord)
      .map((call) => ({ id: text(call['id']), name: text(call['name']) ?? '', arguments: call['args'] })),
  };
}
