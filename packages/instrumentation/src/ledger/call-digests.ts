import type { Attributes } from '@opentelemetry/api';
import { boundedJson, own } from '@mcp-otel/core';
import { member, type Message } from '../protocol/messages.ts';
import type { Seam } from '../seam/seam.ts';

/** Arguments that are digested while their call waits. */
const ARGUMENT_BOUNDS = { maxBytes: 4_096, maxNodes: 1_000, maxDepth: 32, sortKeys: true };
/** Results that are digested; larger ones have none. */
const RESULT_BOUNDS = { maxBytes: 1024 * 1024, maxNodes: 50_000, maxDepth: 32, sortKeys: true };

/** What makes equal calls of a tool equal, in a process whose models may ask for the same thing twice. */
export function argumentsDigest({ content }: Seam, message: Message): Attributes {
  const given = member(message, 'params', 'arguments');
  if (given === undefined) return {};
  const { text, truncated } = boundedJson(given, ARGUMENT_BOUNDS);
  return truncated ? {} : { [own.ATTR_TOOL_ARGUMENTS_HASH]: content.digest(text) };
}

/** The same result has the same digest on both sides, however it was written. */
export function resultDigest({ content }: Seam, method: string, answer: Message): Attributes {
  if (method !== 'tools/call' || answer.result === undefined) return {};
  const { text, truncated } = boundedJson(member(answer, 'result', 'content') ?? null, RESULT_BOUNDS);
  return truncated ? {} : { [own.ATTR_PAYLOAD_DIGEST]: content.digest(text) };
}
