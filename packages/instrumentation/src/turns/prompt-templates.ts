import { createHash } from 'node:crypto';
import { member, type Message } from '../protocol/messages.ts';
import { ownValue, slot } from '@mcp-otel/core';

/** Texts of prompts that are remembered, by digest. */
const MAX_TEXTS = 512;
/** A shorter text may be anybody's. */
const MIN_CHARS = 16;

const names = (): Map<string, string> => slot('prompt-templates', () => new Map<string, string>());

/** A server has given a prompt: a model call that uses one of its texts uses this template. */
export function promptReceived(name: string, answer: Message): void {
  const messages = member(answer, 'result', 'messages');
  if (!Array.isArray(messages)) return;
  for (const message of messages.slice(0, MAX_TEXTS) as unknown[]) {
    const text = ownValue(ownValue(message, 'content'), 'text');
    if (typeof text === 'string' && text.length >= MIN_CHARS) remember(digest(text), name);
  }
}

/** The prompt that one of these texts came from. */
export function templateOfText(texts: readonly string[]): string | undefined {
  const known = names();
  if (known.size === 0) return undefined; // Digests cost something.
  return texts.map((text) => known.get(digest(text))).find((name) => name !== undefined);
}

function remember(key: string, name: string): void {
  const known = names();
  known.set(key, name);
  const oldest = known.keys().next();
  if (known.size > MAX_TEXTS && !oldest.done) known.delete(oldest.value);
}

function digest(text: string): string {
  return createHash('sha1').update(text).digest('base64');
}
