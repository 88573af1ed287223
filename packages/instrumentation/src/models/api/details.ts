import {
  governanceAttributesOf,
  semconv,
  tokenCount,
  usageParts,
  type Governance,
  type ThreadMessage,
  type Usage,
} from '@mcp-otel/core';
import type { Attributes } from '@opentelemetry/api';
import { record } from '../formats/json.ts';
import type { AnswerFacts, Prompt, RequestFacts } from '../formats/wire-format.ts';

/** A message of a prompt, as the application has it. */
export interface PromptMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content: string;
}

/** A call of a model, as the application describes it. */
export interface ModelCallDetails extends Governance {
  /** Model that is asked. */
  readonly model: string;
  /** `gen_ai.provider.name`; told from the model's name where it is absent. */
  readonly provider?: string;
  /** Default: `chat`. */
  readonly operation?: RequestFacts['operation'];
  /** Tool on whose behalf the model is asked. */
  readonly toolName?: string;
  /** What the model is given: one text, or messages. It is measured and digested, and does not leave the process. */
  readonly prompt?: string | readonly PromptMessage[];
  /** Template, with its version, that the prompt was made from. */
  readonly promptTemplateId?: string;
}

/** What came of it. What is not given is estimated, or left out. */
export interface ModelCallResult extends Governance {
  /** The answer's text; measured only. */
  readonly response?: string;
  /** Tokens, as the model counts them. */
  readonly usage?: Usage;
  /** Model that answered, where it is another one. */
  readonly responseModel?: string;
  readonly responseId?: string;
  readonly finishReasons?: readonly string[];
  /** Price in USD, where it is known better than by list. */
  readonly costUsd?: number;
}

const names = {
  details: ['model', 'provider', 'operation', 'toolName', 'prompt', 'promptTemplateId'],
  result: ['response', 'usage', 'responseModel', 'responseId', 'finishReasons', 'costUsd'],
} as const;
const known: ReadonlySet<string> = new Set([...names.details, ...names.result]);

/**
 * What the application states beside the call itself.
 *
 * @throws TypeError that names the field, its value and what it should be
 */
export function statedIn(given: Partial<ModelCallDetails & ModelCallResult>): Attributes {
  return governanceAttributesOf(Object.fromEntries(Object.entries(given).filter(([name]) => !known.has(name))));
}

/** @throws TypeError where a part of the description is not what it should be */
export function requestIn(details: ModelCallDetails): RequestFacts {
  const { model, operation = 'chat', prompt = '' } = details;
  requireText('model', model);
  for (const name of ['provider', 'toolName', 'promptTemplateId'] as const)
    if (details[name] !== undefined) requireText(name, details[name]);
  if (!operations.includes(operation))
    throw new TypeError(`operation: ${JSON.stringify(operation)} is not one of ${operations.join(', ')}`);
  if (!isPrompt(prompt))
    throw new TypeError('prompt is neither a text nor a list of messages { role, content } with text in them');
  return { operation, model, stream: false, attributes: {}, prompt: () => promptOf(prompt) };
}

const operations: readonly string[] = semconv.INFERENCE_OPERATIONS;

function isPrompt(prompt: unknown): prompt is string | readonly PromptMessage[] {
  if (typeof prompt === 'string') return true;
  return Array.isArray(prompt) && (prompt as unknown[]).every(isMessage);
}

function isMessage(message: unknown): boolean {
  const { role, content } = record(message);
  return typeof role === 'string' && roles.has(role) && typeof content === 'string';
}

const roles: ReadonlySet<string> = new Set(['system', 'user', 'assistant', 'tool']);

/** @throws TypeError where a part of the result is not what it should be */
export function answerIn(result: ModelCallResult): AnswerFacts {
  const { response, usage, responseModel, responseId, finishReasons, costUsd } = result;
  if (response !== undefined && typeof response !== 'string') throw new TypeError('response is no text');
  if (
    finishReasons !== undefined &&
    !(Array.isArray(finishReasons) && finishReasons.every((reason) => typeof reason === 'string'))
  )
    throw new TypeError('finishReasons is no list of texts');
  for (const [part, count] of Object.entries(usage ?? {}) as [string, unknown][]) {
    if (!usageParts.includes(part)) throw new TypeError(`usage.${part} is none of ${usageParts.join(', ')}`);
    if (count !== undefined && tokenCount(count) === undefined)
      throw new TypeError(`usage.${part}: ${JSON.stringify(count)} is not a whole number of tokens`);
  }
  if (costUsd !== undefined && !(costUsd >= 0 && Number.isFinite(costUsd)))
    throw new TypeError(`costUsd: ${costUsd} is no price`);
  return {
    usage,
    finishReasons,
    id: responseId,
    model: responseModel,
    cost: costUsd,
    reply: response === undefined ? undefined : { role: 'assistant', text: response },
  };
}

/** Whose model it is, as far as its name tells. */
export function providerOf({ provider, model }: ModelCallDetails): string {
  if (provider !== undefined) return provider;
  const family = families.find(([pattern]) => pattern.test(model));
  return family?.[1] ?? '_OTHER';
}

const families: readonly (readonly [pattern: RegExp, provider: string])[] = [
  [/^(?:gpt-|chatgpt-|o\d|text-embedding-)/, 'openai'],
  [/^claude-/, 'anthropic'],
  [/^(?:gemini-|gemma-)/, 'gcp.gemini'],
  [/^(?:mistral-|codestral-|ministral-)/, 'mistral_ai'],
  [/^grok-/, 'x_ai'],
  [/^deepseek-/, 'deepseek'],
];

function promptOf(prompt: string | readonly PromptMessage[]): Prompt {
  if (typeof prompt === 'string') return { system: '', tools: [], messages: [{ role: 'user', text: prompt }] };
  const system = prompt.filter(({ role }) => role === 'system').map(({ content }) => content);
  const messages = prompt.flatMap(({ role, content }): ThreadMessage[] =>
    role === 'system' ? [] : [{ role, text: content }],
  );
  return { system: system.join('\n\n'), tools: [], messages };
}

function requireText(name: string, value: unknown): void {
  if (typeof value !== 'string' || value === '')
    throw new TypeError(`${name}: ${String(value)} is no text, or an empty one`);
}
