import { MAX_NAME_LENGTH, ownValue, type OfferedUnit, type UnitKind } from '@mcp-otel/core';
import { stringify } from '../models/formats/json.ts';
import { member, type Message } from '../protocol/messages.ts';
import type { Connection, OpenCall } from '../seam/connection.ts';
import type { CallSpan } from '../telemetry/call-span.ts';
import type { Seam } from '../seam/seam.ts';

/** Texts of one answer that are counted one by one. */
const MAX_TEXTS = 256;

/** An answer that brings something for a model: each of its texts is a unit (R9). */
export function offerAnswer(seam: Seam, connection: Connection, call: OpenCall, answer: Message): void {
  const kind = kinds[call.method];
  if (kind === undefined || call.side !== 'client' || call.uncounted === true || call.session === undefined) return;
  const common = {
    span: call.span?.span.spanContext().spanId ?? '',
    kind,
    tool: call.tool,
    arguments: call.arguments,
    isError: member(answer, 'result', 'isError') === true ? true : undefined,
    repeatable: call.tool !== undefined && connection.repeatable.has(call.tool) ? true : undefined,
    stub: call.tool !== undefined && seam.settings.stubbedTools.includes(call.tool) ? true : undefined,
  } satisfies Omit<OfferedUnit, 'text'>;
  for (const text of textsOf[kind](answer.result).slice(0, MAX_TEXTS))
    seam.ledger.offer(call.session, { ...common, text });
}

/** A server asks the model of this process: what it asks with is offered to it. */
export function offerSampling(
  seam: Seam,
  session: string | undefined,
  recorded: CallSpan | undefined,
  request: Message,
): void {
  if (session === undefined) return;
  const span = recorded?.span.spanContext().spanId ?? '';
  const messages = list(member(request, 'params', 'messages'));
  for (const text of messages.flatMap((message) => texts(ownValue(message, 'content'))).slice(0, MAX_TEXTS))
    seam.ledger.offer(session, { span, kind: 'sampling', text });
}

const kinds: Readonly<Record<string, 'tool_result' | 'resource' | 'prompt' | undefined>> = {
  'tools/call': 'tool_result',
  'resources/read': 'resource',
  'prompts/get': 'prompt',
};

const textsOf: Readonly<Record<Exclude<UnitKind, 'sampling' | 'context'>, (result: unknown) => readonly string[]>> = {
  tool_result: resultTexts,
  resource: (result) => list(ownValue(result, 'contents')).flatMap((content) => string(ownValue(content, 'text'))),
  prompt: (result) => list(ownValue(result, 'messages')).flatMap((message) => texts(ownValue(message, 'content'))),
};

/** Structured content beside a text says the same once more; alone it is what the tool says. */
function resultTexts(result: unknown): readonly string[] {
  const found = texts(ownValue(result, 'content'));
  const structured = ownValue(result, 'structuredContent');
  return found.length > 0 || structured === undefined ? found : [stringify(structured)];
}

/** Texts of a content block, or of a list of them; a resource that is embedded has one too. */
function texts(content: unknown): readonly string[] {
  const blocks = Array.isArray(content) ? (content as unknown[]) : [content];
  return blocks.flatMap((block) => [
    ...string(ownValue(block, 'text')),
    ...string(ownValue(ownValue(block, 'resource'), 'text')),
  ]);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function string(value: unknown): readonly string[] {
  return typeof value === 'string' && value !== '' ? [value] : [];
}

/** Tools of a list that say of themselves that the same call may give another result (R7). */
export function repeatableTools(tools: unknown): readonly string[] {
  return list(tools).flatMap((tool) => {
    const hints = ownValue(tool, 'annotations');
    const name = ownValue(tool, 'name');
    const mayDiffer = ownValue(hints, 'readOnlyHint') === false || ownValue(hints, 'idempotentHint') === false;
    return mayDiffer && typeof name === 'string' && name.length <= MAX_NAME_LENGTH ? [name] : [];
  });
}
