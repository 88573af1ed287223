import { createHash } from 'node:crypto';
import { boundedJson } from '../values/bounded-json.ts';

/** A tool that a model asks for. */
export interface ToolRequest {
  readonly id?: string | undefined;
  readonly name: string;
  /** Parsed; a text that is no JSON stays a text. */
  readonly arguments: unknown;
}

/** One message of a conversation with a model. Neighbouring messages of the assistant are one. */
export interface ThreadMessage {
  /** `tool` for every message that brings results, whatever the provider calls its role. */
  readonly role: 'user' | 'assistant' | 'tool';
  /** All text, and a digest of everything else. */
  readonly text: string;
  /** Tools that the assistant asks for. */
  readonly calls?: readonly ToolRequest[];
}

const ARGUMENT_BOUNDS = { maxBytes: 256 * 1024, maxNodes: 20_000, maxDepth: 32, sortKeys: true };

/** Digest of a conversation: of what came before it, and its messages one after the other. */
export function chain(before: string | undefined, messages: readonly ThreadMessage[]): string {
  return messages.reduce((key, message) => digest([key, messageKey(message)]), before ?? '');
}

/** Digest of one message. */
export function messageKey({ role, text, calls = [] }: ThreadMessage): string {
  return digest([
    role,
    text,
    ...calls.flatMap(({ id = '', name, arguments: given }) => [id, name, argumentsKey(given) ?? '']),
  ]);
}

/** Digest of arguments, the same for equal JSON; undefined for what is too large to compare. */
export function argumentsKey(given: unknown): string | undefined {
  const { text, truncated } = boundedJson(given ?? {}, ARGUMENT_BOUNDS);
  return truncated ? undefined : digest([text]);
}

/** Parts are kept apart by their lengths. */
function digest(parts: readonly string[]): string {
  const hash = createHash('sha1'); // Compared within this process only.
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('base64');
}
