import type { Attributes } from '@opentelemetry/api';
import { boundedJson, semconv, type ThreadMessage } from '@mcp-otel/core';
import type { Prompt } from '../models/formats/wire-format.ts';
import type { Seam } from '../seam/seam.ts';

/** What a model is given, where the operator wants it recorded, in the form of the GenAI convention. */
export function promptContent(seam: Seam, { system, tools, messages }: Prompt): Attributes {
  if (!seam.content.allows('prompts')) return {};
  const instructions = [{ type: 'text', content: system }];
  return {
    ...(system !== '' && { [semconv.ATTR_GEN_AI_SYSTEM_INSTRUCTIONS]: jsonOf(seam, instructions) }),
    ...(messages.length > 0 && { [semconv.ATTR_GEN_AI_INPUT_MESSAGES]: jsonOf(seam, messages.map(messageOf)) }),
    ...(tools.length > 0 && { [semconv.ATTR_GEN_AI_TOOL_DEFINITIONS]: jsonOf(seam, tools) }),
  };
}

/** What a model answers, where the operator wants it recorded. */
export function replyContent(
  seam: Seam,
  reply: ThreadMessage | undefined,
  finishReason: string | undefined,
): Attributes {
  if (reply === undefined || !seam.content.allows('completions')) return {};
  const message = { ...messageOf(reply), ...(finishReason !== undefined && { finish_reason: finishReason }) };
  return { [semconv.ATTR_GEN_AI_OUTPUT_MESSAGES]: jsonOf(seam, [message]) };
}

/** Text first, then the calls of tools; what is neither text nor call is in the text as a digest. */
function messageOf({ role, text, calls = [] }: ThreadMessage): { readonly role: string; readonly parts: object[] } {
  const parts: object[] = [];
  if (text !== '')
    parts.push(role === 'tool' ? { type: 'tool_call_response', response: text } : { type: 'text', content: text });
  for (const { id, name, arguments: given } of calls) parts.push({ type: 'tool_call', id, name, arguments: given });
  return { role, parts };
}

function jsonOf({ content }: Seam, value: unknown): string {
  return boundedJson(value, { redactor: content.redactor }).text;
}
