import { anthropicUsage, openAiUsage, semconv, sumOf, tokenCount, type Usage } from '@mcp-otel/core';
import { parameters } from '../formats/attributes.ts';
import { anthropicMessages, answerOf, promptOf } from '../formats/anthropic-messages.ts';
import { contentText } from '../formats/content.ts';
import { definedOf, parse, record, records, text, type Json } from '../formats/json.ts';
import { openAiChat } from '../formats/openai-chat.ts';
import type { AnswerFacts, Prompt, RequestFacts } from '../formats/wire-format.ts';
import { converse, converseAnswer, converseEvents } from './converse.ts';
import type { BedrockHead } from './endings.ts';

/** Largest body that is parsed, in bytes: images come as text. */
const MAX_BODY = 4 * 1024 * 1024;
/** In the last chunk of a stream, whatever the model. */
const METRICS = 'amazon-bedrock-invocationMetrics';

/** Facts of a request whose body is in the language of its model. */
export function invokeModel(input: Json, stream: boolean): RequestFacts {
  const body = bodyOf(input['body']);
  const config = record(body['inferenceConfig'] ?? body['textGenerationConfig'] ?? body);
  const embeds = body['inputText'] !== undefined && body['textGenerationConfig'] === undefined;
  return {
    operation: embeds || body['texts'] !== undefined ? 'embeddings' : 'chat',
    model: text(input['modelId']),
    stream,
    attributes: parameters({
      [semconv.ATTR_GEN_AI_REQUEST_MAX_TOKENS]:
        config['max_tokens'] ?? config['maxTokens'] ?? config['maxTokenCount'] ?? config['max_gen_len'],
      [semconv.ATTR_GEN_AI_REQUEST_TEMPERATURE]: config['temperature'],
      [semconv.ATTR_GEN_AI_REQUEST_TOP_P]: config['topP'] ?? config['top_p'],
      [semconv.ATTR_AWS_BEDROCK_GUARDRAIL_ID]: input['guardrailIdentifier'],
    }),
    prompt: () => promptIn(body),
  };
}

/** Facts of a whole answer. Counts stand in headers, for most models in the body as well, and there in more detail. */
export function invokeAnswer(output: Json, { id, usage }: BedrockHead): AnswerFacts {
  const body = bodyOf(output['body']);
  return { ...answerIn(body), id, usage: both(usageIn(body), usage) };
}

/** Facts of the chunks of a streamed answer. The metrics come last, so that with them the answer is whole. */
export function invokeEvents(events: readonly unknown[], head: BedrockHead): AnswerFacts {
  const chunks = events.map((event) => bodyOf(record(record(event)['chunk'])['bytes']));
  const metrics = chunks.findLast((chunk) => chunk[METRICS] !== undefined)?.[METRICS];
  const { finishReasons, usage, ...facts } = piecesIn(chunks, head);
  const ended =
    finishReasons === undefined || finishReasons.length === 0
      ? metrics === undefined
        ? undefined
        : ['stop']
      : finishReasons;
  return {
    ...facts,
    finishReasons: ended,
    id: head.id,
    usage: both(usage ?? head.usage, metricsUsage(record(metrics))),
  };
}

function piecesIn(chunks: readonly Json[], head: BedrockHead): AnswerFacts {
  if (chunks.some(({ type }) => type === 'message_start')) return anthropicMessages.pieces(chunks);
  if (
    chunks.some(({ messageStart, contentBlockDelta }) => messageStart !== undefined || contentBlockDelta !== undefined)
  )
    return converseEvents(chunks, head);
  return chunks.some(({ choices }) => Array.isArray(choices))
    ? openAiChat.pieces(chunks.map(withReason))
    : plainPieces(chunks);
}

/** Some call it a stop reason. */
function withReason(chunk: Json): Json {
  const choices = records(chunk['choices']).map(({ stop_reason: stop, ...choice }) => ({
    finish_reason: stop,
    ...choice,
  }));
  return { ...chunk, choices };
}

/** The sums of one, with the details of both. */
function both(details: Usage | undefined, sums: Usage | undefined): Usage | undefined {
  return details === undefined && sums === undefined ? undefined : { ...details, ...definedOf(sums ?? {}) };
}

function bodyOf(body: unknown): Json {
  const source = typeof body === 'string' ? body : body instanceof Uint8Array ? decode(body) : '';
  return record(parse(source));
}

function decode(bytes: Uint8Array): string {
  return bytes.byteLength > MAX_BODY
    ? ''
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/** Nova speaks like Converse, gpt-oss like OpenAI, Claude like Anthropic, and the others take one text. */
function promptIn(body: Json): Prompt {
  if (Array.isArray(body['messages'])) {
    if (body['anthropic_version'] !== undefined) return promptOf(body);
    const speaksConverse = body['inferenceConfig'] !== undefined || body['schemaVersion'] !== undefined;
    return speaksConverse ? converse(body, false).prompt() : openAiChat.request(body, '').prompt();
  }
  const prompt = body['prompt'] ?? body['inputText'] ?? body['message'] ?? body['texts'];
  return { system: '', tools: [], messages: [{ role: 'user', text: contentText(prompt) }] };
}

/** Anthropic, gpt-oss, Nova, Titan, Llama, Mistral and Cohere, each in its own words. */
function answerIn(body: Json): AnswerFacts {
  if (Array.isArray(body['choices'])) return openAiChat.whole(withReason(body));
  if (body['type'] === 'message') return answerOf(body, body['usage']);
  if (body['output'] !== undefined) return converseAnswer(body, { id: undefined, usage: undefined });
  const [result = {}] = ['results', 'outputs', 'generations'].flatMap((key) => records(body[key]));
  const reasons = [body, result].flatMap((each) =>
    ['stopReason', 'stop_reason', 'finish_reason', 'completionReason'].map((key) => text(each[key])),
  );
  const reason = reasons.find((each) => each !== undefined);
  const said = [body, result].flatMap((each) => ['generation', 'outputText', 'text'].map((key) => text(each[key])));
  return {
    finishReasons: reason === undefined ? undefined : [reason],
    reply: { role: 'assistant', text: said.find((each) => each !== undefined) ?? '' },
  };
}

function plainPieces(chunks: readonly Json[]): AnswerFacts {
  const answers = chunks.map(answerIn);
  return {
    finishReasons: answers.findLast(({ finishReasons }) => finishReasons !== undefined)?.finishReasons,
    reply: { role: 'assistant', text: answers.map(({ reply }) => reply?.text ?? '').join('') },
  };
}

function usageIn(body: Json): Usage | undefined {
  const usage = record(body['usage']);
  if (usage['input_tokens'] !== undefined) return anthropicUsage(usage);
  if (usage['prompt_tokens'] !== undefined) return openAiUsage(usage);
  if (usage['inputTokens'] !== undefined)
    return metricsUsage({ ...usage, inputTokenCount: usage['inputTokens'], outputTokenCount: usage['outputTokens'] });
  const [result] = records(body['results']);
  return knownUsage(
    tokenCount(body['inputTextTokenCount']) ?? tokenCount(body['prompt_token_count']),
    tokenCount(result?.['tokenCount']) ?? tokenCount(body['generation_token_count']),
  );
}

function metricsUsage(metrics: Json): Usage | undefined {
  const uncached = tokenCount(metrics['inputTokenCount']);
  const cacheRead = tokenCount(metrics['cacheReadInputTokenCount']);
  const cacheWrite = tokenCount(metrics['cacheWriteInputTokenCount']);
  const usage = knownUsage(
    uncached === undefined ? undefined : sumOf(uncached, cacheRead, cacheWrite),
    tokenCount(metrics['outputTokenCount']),
  );
  return usage && { ...usage, cacheRead, cacheWrite };
}

function knownUsage(input: number | undefined, output: number | undefined): Usage | undefined {
  return input === undefined && output === undefined ? undefined : { input, output };
}
