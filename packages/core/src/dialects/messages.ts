import { json, record } from './conversions.ts';

/** A message by the JSON schema of the GenAI convention. */
export interface Message {
  readonly role: string;
  readonly parts: readonly Part[];
  readonly name?: string;
  readonly finish_reason?: string;
}

/** A part of a message: `text`, `tool_call`, `tool_call_response`, `reasoning`, `uri`, `blob`, or another type. */
export type Part = Readonly<Record<string, unknown>> & { readonly type: string };

/** One part of text. */
export function textPart(content: string): Part {
  return { type: 'text', content };
}

/**
 * Messages of OpenAI, Anthropic, the AI SDK and what was made after them, as the convention writes them. What has parts
 * already stays as it is, and an object that is no message is none.
 *
 * @param fallbackRole of a text that is no message
 */
export function messagesOf(value: unknown, fallbackRole = 'user'): readonly Message[] {
  const parsed = typeof value === 'string' ? (json(value) ?? value) : value;
  if (typeof parsed === 'string') return parsed === '' ? [] : [{ role: fallbackRole, parts: [textPart(parsed)] }];
  if (Array.isArray(parsed)) return parsed.flatMap((item: unknown) => messagesOf(item, fallbackRole));
  if (typeof parsed !== 'object' || parsed === null) return [];
  const source = parsed as Readonly<Record<string, unknown>>;
  if (Array.isArray(source['messages']) && source['role'] === undefined)
    return messagesOf(source['messages'], fallbackRole);
  return messageKeys.some((key) => source[key] !== undefined) ? [messageOf(source, fallbackRole)] : [];
}

/** An object with none of these is no message. */
const messageKeys = ['role', 'content', 'parts', 'tool_calls'] as const;

function messageOf(source: Readonly<Record<string, unknown>>, fallbackRole: string): Message {
  const role = typeof source['role'] === 'string' && source['role'] !== '' ? source['role'] : fallbackRole;
  if (Array.isArray(source['parts'])) return { ...source, role, parts: source['parts'] as readonly Part[] };
  const id = source['tool_call_id'];
  const isResponse = role === 'tool' && !Array.isArray(source['content']);
  const content = isResponse
    ? [{ type: 'tool_call_response', ...(id !== undefined && { id }), response: source['content'] }]
    : partsOf(source['content']);
  return {
    role,
    parts: [...content, ...toolCalls(source['tool_calls'])],
    ...(typeof source['name'] === 'string' && { name: source['name'] }),
    ...(typeof source['finish_reason'] === 'string' && { finish_reason: finishReason(source['finish_reason']) }),
  };
}

/** `finish_reason` of the convention for what providers and libraries call it. */
export function finishReason(reason: string): string {
  return reasons.get(reason) ?? reason;
}

const reasons: ReadonlyMap<string, string> = new Map(
  Object.entries({
    tool_calls: 'tool_call',
    'tool-calls': 'tool_call',
    tool_use: 'tool_call',
    function_call: 'tool_call',
    end_turn: 'stop',
    stop_sequence: 'stop',
    max_tokens: 'length',
    'content-filter': 'content_filter',
  }),
);

function partsOf(content: unknown): readonly Part[] {
  if (typeof content === 'string')
    return jsonParts(content) ?? (content === '' || content === 'null' ? [] : [textPart(content)]);
  if (!Array.isArray(content))
    return content === undefined || content === null ? [] : [textPart(JSON.stringify(content))];
  return content.map((item: unknown) => (typeof item === 'string' ? textPart(item) : partOf(record(item))));
}

/** Some libraries write a list of parts as text. */
function jsonParts(content: string): readonly Part[] | undefined {
  const parsed = content.startsWith('[{') ? json(content) : undefined;
  return Array.isArray(parsed) ? partsOf(parsed) : undefined;
}

function partOf(part: Readonly<Record<string, unknown>>): Part {
  switch (part['type']) {
    case 'text':
    case 'input_text':
    case 'output_text':
      return textPart(textOf(part['text'] ?? part['content']));
    case 'tool_use':
    case 'tool-call':
      return toolCall(
        part['id'] ?? part['toolCallId'],
        part['name'] ?? part['toolName'],
        part['input'] ?? part['args'],
      );
    case 'tool_result':
    case 'tool-result':
      return response(part['tool_use_id'] ?? part['toolCallId'], part['content'] ?? part['output'] ?? part['result']);
    case 'thinking':
    case 'reasoning':
      return { type: 'reasoning', content: textOf(part['thinking'] ?? part['text'] ?? part['content']) };
    case 'image_url':
    case 'image':
      return { type: 'uri', modality: 'image', uri: imageUri(part) };
    default:
      return typeof part['type'] === 'string' ? (part as Part) : textPart(JSON.stringify(part));
  }
}

/** A text, or nothing. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The picture itself is no address: of data that stands inline the kind is told. */
function imageUri(part: Readonly<Record<string, unknown>>): string {
  const nested = record(part['image_url'])['url'] ?? part['image_url'] ?? part['url'] ?? part['image'];
  const uri = typeof nested === 'string' ? nested : '';
  return uri.startsWith('data:') ? (uri.split(',')[0] ?? '') : uri;
}

function response(id: unknown, value: unknown): Part {
  return { type: 'tool_call_response', ...(id !== undefined && { id }), response: value ?? null };
}

/** Calls of tools, as OpenAI nests them and others do not. */
export function toolCalls(value: unknown): readonly Part[] {
  const calls = typeof value === 'string' ? json(value) : value;
  if (!Array.isArray(calls)) return [];
  return calls.map((item: unknown) => {
    const call = record(item);
    const inner = record(call['function']);
    const given = inner['arguments'] ?? call['arguments'] ?? call['args'] ?? call['input'];
    return toolCall(call['id'] ?? call['toolCallId'], inner['name'] ?? call['name'] ?? call['toolName'], given);
  });
}

function toolCall(id: unknown, name: unknown, given: unknown): Part {
  const parsed = typeof given === 'string' ? (json(given) ?? given) : given;
  return {
    type: 'tool_call',
    ...(id !== undefined && { id }),
    name: textOf(name),
    ...(parsed !== undefined && { arguments: parsed }),
  };
}
