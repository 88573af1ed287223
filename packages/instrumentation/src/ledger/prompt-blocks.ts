import type { PromptBlock, ThreadMessage, ToolRequest } from '@mcp-otel/core';
import { record, records, stringify, text, type Json } from '../models/formats/json.ts';
import type { Prompt } from '../models/formats/wire-format.ts';
import { messageParts } from './message-parts.ts';

/** A prompt in the parts that the ledger counts: definitions of tools, instructions, then messages. */
export function promptBlocks({ system, tools, messages, source }: Prompt): readonly PromptBlock[] {
  const parts = source === undefined ? messages.map(messageBlock) : source.flatMap(messageParts);
  return [
    ...tools.map(record).flatMap(definitions),
    ...(system === '' ? [] : [{ class: 'system' as const, text: system }]),
    ...numbered(merged(parts.filter(isSomething))),
  ];
}

/** An answer, in the form in which the next request brings it back. */
export function replyBlock(reply: ThreadMessage, { messages, source }: Prompt): PromptBlock {
  if ((reply.calls ?? []).every(({ id }) => id !== undefined))
    return { class: 'assistant', text: reply.text, calls: reply.calls };
  const before = source === undefined ? messages.map(messageBlock) : source.flatMap(messageParts);
  const [block] = numbered([...before, { class: 'assistant', text: reply.text, calls: reply.calls }]).slice(-1);
  return block ?? { class: 'assistant', text: reply.text };
}

function messageBlock({ role, text: said, calls = [] }: ThreadMessage): PromptBlock {
  return { class: role === 'tool' ? 'tool_result' : role, text: said, calls };
}

/** Gemini sends all definitions in one, Bedrock wraps each, OpenAI only the older form. */
function definitions(tool: Json): readonly PromptBlock[] {
  const nested = records(tool['functionDeclarations'] ?? tool['function_declarations']);
  if (nested.length > 0) return nested.map(definition);
  return [definition(tool)];
}

function definition(tool: Json): PromptBlock {
  const named = [tool, record(tool['function']), record(tool['custom']), record(tool['toolSpec'])];
  const name = named.map((each) => text(each['name'])).find((each) => each !== undefined);
  return { class: 'tool_def', text: stringify(tool), name };
}

/** Items of one answer come back one by one. */
function merged(blocks: readonly PromptBlock[]): readonly PromptBlock[] {
  const result: PromptBlock[] = [];
  for (const block of blocks) {
    const before = result.at(-1);
    if (block.class !== 'assistant' || before?.class !== 'assistant') result.push(block);
    else
      result[result.length - 1] = {
        class: 'assistant',
        text: before.text + block.text,
        calls: [...(before.calls ?? []), ...(block.calls ?? [])],
      };
  }
  return result;
}

function isSomething({ text: said, calls = [], class: kind }: PromptBlock): boolean {
  return said !== '' || calls.length > 0 || kind === 'tool_result' || kind === 'summary';
}

/** Where tool calls have no ids, the first result of a tool belongs to the first call of it. */
function numbered(blocks: readonly PromptBlock[]): readonly PromptBlock[] {
  const asked = new Map<string, number>();
  const answered = new Map<string, number>();
  const idOf = (call: ToolRequest): ToolRequest =>
    call.id === undefined ? { ...call, id: next(asked, call.name) } : call;
  return blocks.map((block) => {
    if (block.class === 'tool_result' && block.callId === undefined && block.name !== undefined)
      return { ...block, callId: next(answered, block.name) };
    return (block.calls ?? []).some(({ id }) => id === undefined) ? { ...block, calls: block.calls?.map(idOf) } : block;
  });
}

function next(counts: Map<string, number>, name: string): string {
  const count = counts.get(name) ?? 0;
  counts.set(name, count + 1);
  return `${name} #${count}`;
}
