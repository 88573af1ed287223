import { bedrockUsage, semconv, type ThreadMessage, type ToolRequest } from '@mcp-otel/core';
import { parameters } from '../formats/attributes.ts';
import { contentText } from '../formats/content.ts';
import { isRecord, parseArguments, record, records, text, type Json } from '../formats/json.ts';
import type { AnswerFacts, RequestFacts } from '../formats/wire-format.ts';
import type { BedrockHead } from './endings.ts';

/** Facts of a Converse request. */
export function converse(input: Json, stream: boolean): RequestFacts {
  const config = record(input['inferenceConfig']);
  return {
    operation: 'chat',
    model: text(input['modelId']),
    stream,
    attributes: parameters({
      [semconv.ATTR_GEN_AI_REQUEST_MAX_TOKENS]: config['maxTokens'],
      [semconv.ATTR_GEN_AI_REQUEST_TEMPERATURE]: config['temperature'],
      [semconv.ATTR_GEN_AI_REQUEST_TOP_P]: config['topP'],
      [semconv.ATTR_GEN_AI_REQUEST_STOP_SEQUENCES]: config['stopSequences'],
      [semconv.ATTR_AWS_BEDROCK_GUARDRAIL_ID]: record(input['guardrailConfig'])['guardrailIdentifier'],
    }),
    prompt: () => ({
      system: contentText(input['system']),
      tools: records(record(input['toolConfig'])['tools']),
      messages: records(input['messages']).map(messageOf),
      source: records(input['messages']),
    }),
  };
}

/** Facts of a whole answer. */
export function converseAnswer(output: Json, { id }: BedrockHead): AnswerFacts {
  const reason = text(output['stopReason']);
  return {
    id,
    finishReasons: reason === undefined ? undefined : [reason],
    usage: bedrockUsage(output['usage']),
    reply: assistantMessage(record(record(output['output'])['message'])['content']),
  };
}

/** Facts of the events of a streamed answer. */
export function converseEvents(events: readonly unknown[], head: BedrockHead): AnswerFacts {
  const known = events.filter(isRecord);
  const last = (name: string): Json => record(known.findLast((event) => event[name] !== undefined)?.[name]);
  const routed = text(record(record(last('metadata')['trace'])['promptRouter'])['invokedModelId']);
  return {
    ...converseAnswer({ stopReason: last('messageStop')['stopReason'], usage: last('metadata')['usage'] }, head),
    model: routed,
    reply: foldedMessage(known),
  };
}

function messageOf({ role, content }: Json): ThreadMessage {
  if (role === 'assistant') return assistantMessage(content);
  const answersTools = records(content).some(({ toolResult }) => toolResult !== undefined);
  return { role: answersTools ? 'tool' : 'user', text: contentText(content) };
}

function assistantMessage(content: unknown): ThreadMessage {
  const blocks = records(content);
  return {
    role: 'assistant',
    text: blocks.map((block) => text(block['text']) ?? '').join(''),
    calls: blocks
      .map((block) => block['toolUse'])
      .filter(isRecord)
      .map(toolUse),
  };
}

function toolUse(use: Json): ToolRequest {
  return { id: text(use['toolUseId']), name: text(use['name']) ?? '', arguments: parseArguments(use['input']) };
}

function foldedMessage(events: readonly Json[]): ThreadMessage {
  const uses = new Map<unknown, Record<string, unknown>>();
  let said = '';
  for (const { contentBlockStart: start, contentBlockDelta: delta } of events) {
    const begun = record(record(record(start)['start'])['toolUse']);
    if (begun['name'] !== undefined) uses.set(record(start)['contentBlockIndex'], { ...begun, input: '' });
    const { text: more, toolUse: used } = record(record(delta)['delta']);
    said += text(more) ?? '';
    const open = uses.get(record(delta)['contentBlockIndex']);
    if (open !== undefined) open['input'] = `${text(open['input']) ?? ''}${text(record(used)['input']) ?? ''}`;
  }
  return { role: 'assistant', text: said, calls: [...uses.values()].map(toolUse) };
}
