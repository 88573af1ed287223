import { types } from 'node:util';
import type { Attributes } from '@opentelemetry/api';
import { boundedJson, own, ownValue, safeName, semconv, type ContentKind } from '@mcp-otel/core';
import { member, type Message } from '../protocol/messages.ts';
import type { Seam } from '../seam/seam.ts';

/** Most arguments that are named. */
const MAX_KEYS = 32;

/** Names of the arguments that a call passes, without their values. */
export function argumentKeys({ content }: Seam, message: Message): string[] | undefined {
  const given = member(message, 'params', 'arguments');
  if (typeof given !== 'object' || given === null || types.isProxy(given) || Array.isArray(given)) return undefined;
  const keys = Object.keys(given);
  return keys.length === 0 ? undefined : keys.slice(0, MAX_KEYS).map((key) => content.name(safeName(key) ?? ''));
}

/** What a call passes to a tool or prompt, where the operator wants it recorded. */
export function requestContent(seam: Seam, method: string, message: Message): Attributes {
  const given = member(message, 'params', 'arguments');
  if (given === undefined || !seam.content.allows('arguments')) return {};
  if (method === 'tools/call') return { [semconv.ATTR_GEN_AI_TOOL_CALL_ARGUMENTS]: jsonOf(seam, given) };
  return method === 'prompts/get' ? variablesOf(seam, given) : {};
}

/** What a call gives back, where the operator wants it recorded. */
export function answerContent(seam: Seam, method: string, answer: Message): Attributes {
  const result = answer.result;
  if (result === undefined) return {};
  if (method === 'resources/read')
    return contentOf(seam, 'resources', own.ATTR_RESOURCE_CONTENTS, ownValue(result, 'contents'));
  if (method === 'prompts/get')
    return contentOf(seam, 'results', semconv.ATTR_GEN_AI_TOOL_CALL_RESULT, ownValue(result, 'messages'));
  if (method === 'tools/call')
    return contentOf(seam, 'results', semconv.ATTR_GEN_AI_TOOL_CALL_RESULT, withoutMeta(result));
  return {};
}

function contentOf(seam: Seam, kind: ContentKind, name: string, value: unknown): Attributes {
  return value === undefined || !seam.content.allows(kind) ? {} : { [name]: jsonOf(seam, value) };
}

/** Structured content repeats the text; where it is there it is what the tool meant. */
function withoutMeta(result: unknown): unknown {
  return ownValue(result, 'structuredContent') ?? ownValue(result, 'content');
}

function variablesOf(seam: Seam, given: unknown): Attributes {
  if (typeof given !== 'object' || given === null || types.isProxy(given)) return {};
  const names = Object.keys(given).slice(0, MAX_KEYS);
  return Object.fromEntries(
    names.map((name) => [
      `${semconv.PREFIX_GEN_AI_PROMPT_VARIABLE}${seam.content.name(safeName(name) ?? '')}`,
      seam.content.member(name, ownValue(given, name)),
    ]),
  );
}

function jsonOf({ content }: Seam, value: unknown): string {
  return boundedJson(value, { redactor: content.redactor }).text;
}
