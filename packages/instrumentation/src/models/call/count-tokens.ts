import {
  estimateTokens,
  tokenFamily,
  type ThreadMessage,
  type TokenFamily,
  type TokensSource,
  type Usage,
} from '@mcp-otel/core';
import type { AnswerFacts } from '../formats/wire-format.ts';
import type { Models } from '../models.ts';
import type { Tokenizer } from '../prompt/tokenizer.ts';
import { messageText } from '../prompt/prompt-parts.ts';
import type { ModelCall } from './model-call.ts';

/** Tokens that a chat interface adds to every message. */
const PER_MESSAGE = 4;
/** Calls of a model from whose counts its own scale is learnt, and how often one is looked at later. */
const LEARNING_CALLS = 8;
const LEARN_EVERY = 16;
/** Longest prompt that is estimated only to learn from it, in characters. */
const MAX_LEARNT_CHARS = 200_000;

/** Shorter prompts tell more about what is added to each of them than about the tokenizer. */
const MIN_LEARNT_TOKENS = 200;

/** Usage of a call and how sure it is. */
export interface Counted {
  readonly usage: Usage;
  readonly source: TokensSource;
}

/**
 * The provider's counts where there are any; else, for a call that has succeeded, a count or an estimate of what was sent
 * and received. A call that failed or was given up counts nothing that nobody has told.
 */
export function countTokens(
  models: Models,
  call: ModelCall,
  answer: AnswerFacts,
  succeeded: boolean,
): Counted | undefined {
  const { usage: told } = answer;
  if (told !== undefined && (told.input !== undefined || told.output !== undefined)) {
    learn(models, call, told);
    return { usage: told, source: 'usage' };
  }
  const { kind } = models.tokenizer;
  if (!succeeded || kind === 'off') return undefined;
  const output = answer.reply === undefined ? undefined : messageTokens(models, call, answer.reply);
  const input = promptTokens(models, call);
  if (kind === 'exact') return { usage: { input, output }, source: 'exact' };
  const factor = models.calibration.factor(nameOf(call));
  if (factor === undefined) return { usage: { input, output }, source: 'estimated' };
  const scaled = (tokens: number): number => Math.round(tokens * factor);
  return { usage: { input: scaled(input), output: output && scaled(output) }, source: 'calibrated' };
}

/** Compares our estimate with what the provider counts, for the calls of this model that come without counts. */
function learn(models: Models, call: ModelCall, { input, audioInput, imageInput }: Usage): void {
  if (models.tokenizer.kind !== 'estimate' || input === undefined || audioInput || imageInput) return;
  if (!models.calibration.wants(nameOf(call), LEARNING_CALLS, LEARN_EVERY)) return;
  const { prompt, parts } = call.given();
  if (prompt.continues !== undefined || prompt.conversation !== undefined) return; // The provider counts more than we see.
  if (parts.whole.length > MAX_LEARNT_CHARS || /\[\w+ sha256:/.test(parts.whole)) return;
  const estimated = promptTokens(models, call);
  if (estimated >= MIN_LEARNT_TOKENS) models.calibration.learn(nameOf(call), estimated, input);
}

function promptTokens(models: Models, call: ModelCall): number {
  const { prompt, parts } = call.given();
  const isText = call.facts.operation === 'embeddings' || call.facts.operation === 'text_completion';
  return tokensOf(models, call, parts.whole) + (isText ? 0 : PER_MESSAGE * prompt.messages.length);
}

function messageTokens(models: Models, call: ModelCall, reply: ThreadMessage): number {
  const text = messageText(reply).slice('assistant:\n'.length);
  return text === '' ? 0 : tokensOf(models, call, text);
}

function tokensOf(models: Models, call: ModelCall, text: string): number {
  return counterOf(models, call)(text);
}

/** Counts tokens for the model of a call. Whoever keeps it keeps nothing of the call. */
export function counterOf({ tokenizer }: Models, { start, facts }: ModelCall): (text: string) => number {
  return counterBy(tokenizer, tokenFamily(facts.model, start.provider));
}

function counterBy(tokenizer: Tokenizer, family: TokenFamily): (text: string) => number {
  return (text) => (tokenizer.kind === 'exact' ? tokenizer.count(text) : undefined) ?? estimateTokens(text, family);
}

function nameOf({ start, facts }: ModelCall): string {
  return `${start.provider} ${facts.model ?? ''}`;
}
