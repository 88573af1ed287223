import { jsonSize, MAX_NAME_LENGTH, ownValue, type OfferedUnit, type UnitKind } from '@mcp-otel/core';
import { stringify } from '../models/formats/json.ts';
import { member, type Message } from '../protocol/messages.ts';
import type { Connection, OpenCall } from '../seam/connection.ts';
import type { CallSpan } from '../telemetry/call-span.ts';
import type { Seam } from '../seam/seam.ts';

/** Texts of one answer that are counted one by one. */
const MAX_TEXTS = 256;

/**
 * An answer that brings something for a model: each of its texts is a unit (R9).
 *
 * @param bytes size of the answer; undefined where it is too large to be measured
 */
export function offerAnswer(
  seam: Seam,
  connection: Connection,
  call: OpenCall,
  answer: Message,
  bytes: number | undefined,
): void {
  const { method, side, session, uncounted } = call;
  const kind = kinds[method];
  if (kind === undefined || side !== 'client' || session === undefined || uncounted === true) return;
  seam.ledger.offer(session, () => unitsOf(seam, connection, call, answer, kind), bytes);
}

function unitsOf(
  seam: Seam,
  connection: Connection,
  { tool, arguments: given, span }: OpenCall,
  answer: Message,
  kind: 'tool_result' | 'resource' | 'prompt',
): readonly OfferedUnit[] {
  const common = {
    span: span?.span.spanContext().spanId ?? '',
    kind,
    tool,
    arguments: given,
    isError: member(answer, 'result', 'isError') === true ? true : undefined,
    repeatable: tool !== undefined && connection.repeatable.has(tool) ? true : undefined,
    stub: tool !== undefined && seam.settings.stubbedTools.includes(tool) ? true : undefined,
  } satisfies Omit<OfferedUnit, 'text'>;
  const found = textsOf[kind](answer.result).slice(0, MAX_TEXTS);
  return found.map((text) => ({ ...common, text }));
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
  const units = (): readonly OfferedUnit[] => {
    const messages = list(member(request, 'params', 'messages'));
    const found = messages.flatMap((message) => texts(ownValue(message, 'content'))).slice(0, MAX_TEXTS);
    return found.map((text) => ({ span, kind: 'sampling', text }));
  };
  seam.ledger.offer(session, units, jsonSize(request.params));
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
