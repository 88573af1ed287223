import type { PromptBlock, ToolRequest } from '@mcp-otel/core';
import { contentText } from '../models/formats/content.ts';
import { isRecord, parseArguments, record, records, stringify, text, type Json } from '../models/formats/json.ts';

/**
 * The parts of one message, whatever provider's form it has: OpenAI's chat messages and response items, Anthropic's and
 * Bedrock's content blocks, Gemini's parts, Ollama's messages and those of the AI SDK. Reasoning is left out: only its
 * provider knows what it counts.
 */
export function messageParts(message: Json): readonly PromptBlock[] {
  const role = text(message['role']);
  const type = text(message['type']);
  if (type === 'compaction') return [summary(contentText(message['content']))];
  if (type?.endsWith('_output') === true)
    return [toolResult(contentText(message['output']), text(message['call_id']), undefined, undefined)];
  if (type === 'function_call' || type === 'custom_tool_call')
    return [assistant('', [toolRequest(message, message['call_id'])])];
  if (role === 'tool' || role === 'function') return toolMessage(message);
  const content = message['content'] ?? message['parts'] ?? message['text'];
  if (role === 'assistant' || role === 'model') return assistantParts(message, content);
  if (role === undefined) return [];
  return typeof content === 'string' ? [{ class: 'user', text: content }] : userParts(content);
}

/** One message per result, or a list of results. */
function toolMessage(message: Json): readonly PromptBlock[] {
  const parts = records(message['content']);
  if (parts.some((part) => part['type'] === 'tool-result')) return parts.flatMap(userPart);
  const name = text(message['name']) ?? text(message['tool_name']);
  const said = contentText(message['content'] ?? message['text']);
  return [toolResult(said, text(message['tool_call_id']), name, undefined), ...mediaIn(parts)];
}

function userParts(content: unknown): readonly PromptBlock[] {
  return Array.isArray(content)
    ? (content as unknown[]).flatMap(userPart)
    : [{ class: 'user', text: contentText(content) }];
}

function userPart(part: unknown): readonly PromptBlock[] {
  if (typeof part === 'string') return [{ class: 'user', text: part }];
  if (!isRecord(part)) return [];
  const { type, toolResult: converse, functionResponse: gemini } = part;
  if (type === 'tool_result') {
    const failed = typeof part['is_error'] === 'boolean' ? part['is_error'] : undefined;
    return [
      toolResult(contentText(part['content']), text(part['tool_use_id']), undefined, failed),
      ...mediaIn(part['content']),
    ];
  }
  if (type === 'tool-result') return [aiResult(part)];
  if (isRecord(converse)) return [converseResult(converse)];
  if (isRecord(gemini)) return [geminiResult(gemini)];
  const said = text(part['text']);
  if (said !== undefined) return [{ class: 'user', text: said }];
  return Object.keys(part).length === 0 || part['text'] === '' ? [] : [media(part)];
}

function converseResult(result: Json): PromptBlock {
  const said = records(result['content']).map((part) => text(part['text']) ?? stringify(part['json'] ?? ''));
  return toolResult(
    said.join(''),
    text(result['toolUseId']),
    undefined,
    result['status'] === 'error' ? true : undefined,
  );
}

function geminiResult(response: Json): PromptBlock {
  const given = record(response['response']);
  const [only] = Object.values(given);
  const said = Object.keys(given).length === 1 && typeof only === 'string' ? only : stringify(given);
  const failed = given['error'] === undefined ? undefined : true;
  return toolResult(said, text(response['id']), text(response['name']), failed);
}

function aiResult(part: Json): PromptBlock {
  const output = record(part['output'] ?? part['result']);
  const value = output['value'] ?? part['result'];
  const said = typeof value === 'string' ? value : Array.isArray(value) ? contentText(value) : stringify(value);
  const failed = text(output['type'])?.startsWith('error') === true ? true : undefined;
  return toolResult(said, text(part['toolCallId']), text(part['toolName']), failed);
}

function assistantParts(message: Json, content: unknown): readonly PromptBlock[] {
  const parts = records(content);
  const compactions = parts.filter(({ type }) => type === 'compaction');
  const said = typeof content === 'string' ? content : parts.map(spoken).join('') + (text(message['refusal']) ?? '');
  const calls = [...parts.flatMap(partCall), ...messageCalls(message)];
  const results = parts.filter(({ type }) => type === 'tool-result').map(aiResult);
  return [...compactions.map((part) => summary(contentText(part['content']))), assistant(said, calls), ...results];
}

function spoken(part: Json): string {
  if (part['thought'] === true || text(part['type'])?.includes('thinking') === true || part['type'] === 'reasoning')
    return '';
  return text(part['text']) ?? text(part['refusal']) ?? '';
}

/** Calls that are parts of the content. */
function partCall(part: Json): readonly ToolRequest[] {
  const { type, toolUse, functionCall } = part;
  if (type === 'tool_use') return [toolRequest(part, part['id'])];
  if (type === 'tool-call')
    return [{ id: text(part['toolCallId']), name: text(part['toolName']) ?? '', arguments: part['input'] }];
  if (isRecord(toolUse)) return [toolRequest(toolUse, toolUse['toolUseId'])];
  if (isRecord(functionCall))
    return [{ id: text(functionCall['id']), name: text(functionCall['name']) ?? '', arguments: functionCall['args'] }];
  return [];
}

/** Calls that stand beside the content. */
function messageCalls(message: Json): readonly ToolRequest[] {
  const legacy = isRecord(message['function_call']) ? [{ function: message['function_call'] }] : [];
  const known = records(message['calls']).map((call) => call as unknown as ToolRequest); // Of our own description.
  const called = [...records(message['tool_calls']), ...legacy].map((call: Json) => {
    const { function: named, custom } = call;
    return toolRequest(record(named ?? custom), call['id']);
  });
  return [...called, ...known];
}

function toolRequest(call: Json, id: unknown): ToolRequest {
  return {
    id: text(id),
    name: text(call['name']) ?? '',
    arguments: parseArguments(call['arguments'] ?? call['input']),
  };
}

function toolResult(
  said: string,
  callId: string | undefined,
  name: string | undefined,
  isError: boolean | undefined,
): PromptBlock {
  return { class: 'tool_result', text: said, callId, name, isError };
}

function assistant(said: string, calls: readonly ToolRequest[]): PromptBlock {
  return { class: 'assistant', text: said, calls };
}

/** The provider reads nothing of what comes before its own summary. */
function summary(said: string): PromptBlock {
  return { class: 'summary', text: said, replacesBefore: true };
}

function mediaIn(content: unknown): readonly PromptBlock[] {
  return records(content).filter(isMedia).map(media);
}

function isMedia(part: Json): boolean {
  return ['image', 'image_url', 'input_image', 'audio', 'input_audio', 'document', 'file', 'media'].includes(
    text(part['type']) ?? '',
  );
}

/** Of media only a digest is compared. */
function media(part: Json): PromptBlock {
  return { class: 'media', text: contentText([part]) };
}
