import type { PromptParts, ThreadMessage } from '@mcp-otel/core';
import { stringify } from '../formats/json.ts';
import type { Prompt } from '../formats/wire-format.ts';

/**
 * A prompt as text. Chat interfaces have no text of the whole prompt, so one is defined: system instructions, tool
 * definitions and messages in their order, each message with its role, with an empty line between them. A prompt that
 * is one message of the user and nothing else is that message.
 */
export function promptParts({ system, tools: definitions, messages }: Prompt): PromptParts {
  const tools = definitions.length === 0 ? '' : stringify(definitions);
  const [only] = messages;
  const plain = messages.length === 1 && only?.role === 'user' && system === '' && tools === '';
  const whole = plain
    ? only.text
    : [system, tools, ...messages.map(messageText)].filter((part) => part !== '').join('\n\n');
  return { whole, system, tools, user: messages.findLast(({ role }) => role === 'user')?.text ?? '' };
}

/** A message as text: who says it, what is said, and the tools that are asked for. */
export function messageText({ role, text, calls = [] }: ThreadMessage): string {
  const asked = calls.map(({ name, arguments: given }) => `${name}(${stringify(given)})`);
  return [`${role}:`, text, ...asked].filter((part) => part !== '').join('\n');
}
