import type { CallFacts } from '../facts.ts';
import { tokenCount, type TokensSource } from '../../models/usage.ts';
import type { LedgerAnswer } from '../request.ts';
import type { Block } from './blocks.ts';

/** More tokens than that in one call are a mistake of whoever counts: no model reads so many. */
export const MAX_CALL_TOKENS = 1_000_000_000;

/** A count that somebody may have meant; else none. */
function credible(count: number | undefined): number | undefined {
  const told = tokenCount(count);
  return told !== undefined && told <= MAX_CALL_TOKENS ? told : undefined;
}

/**
 * Input tokens of a call, and how they are known. R5: where nothing credible was told a call that succeeded is estimated,
 * and any other counts 0.
 *
 * @param expected what the blocks of the request are worth, by our own count
 */
export function inputOf(
  { input, source, end }: LedgerAnswer,
  expected: number,
): { readonly input: number; readonly source: TokensSource } {
  const told = credible(input);
  if (told !== undefined) return { input: told, source };
  return end === 'ok' ? { input: Math.round(expected), source: 'estimated' } : { input: 0, source };
}

/** R3, R4: output of an attempt that failed, or of an answer that is none, is waste. */
export function wasteOf({ end, output }: LedgerAnswer): number {
  return end === 'ok' ? 0 : (credible(output) ?? 0);
}

/** Parts of the input that a cache had to do with; together they are never more than the input. */
export function cachesOf(answer: LedgerAnswer, input: number): Pick<CallFacts, 'cacheRead' | 'cacheWrite'> {
  const cacheRead = Math.min(credible(answer.cacheRead) ?? 0, input);
  const cacheWrite = Math.min(credible(answer.cacheWrite) ?? 0, input - cacheRead);
  return { ...(cacheRead > 0 && { cacheRead }), ...(cacheWrite > 0 && { cacheWrite }) };
}

/**
 * The blocks that the model was given, where its provider has cleared the oldest results of tools, and the tokens of those
 * that it has cleared in this request for the first time. Its number is of all that it has cleared.
 *
 * @param before blocks of the thread's request before
 */
export function withoutCleared(
  blocks: readonly Block[],
  before: readonly number[],
  { cleared }: LedgerAnswer,
): { readonly kept: readonly Block[]; readonly cleared: number } {
  const uses = credible(cleared?.uses) ?? 0;
  const told = credible(cleared?.tokens) ?? 0;
  if (uses === 0) return { kept: blocks, cleared: 0 };
  const gone = new Set(blocks.filter(({ facts }) => facts.class === 'tool_result').slice(0, uses));
  const had = new Set(before);
  const fresh = estimateOf([...gone].filter(({ id }) => had.has(id)));
  const all = estimateOf([...gone]);
  return {
    kept: blocks.filter((block) => !gone.has(block)),
    cleared: all === 0 ? 0 : Math.round((told * fresh) / all),
  };
}

function estimateOf(blocks: readonly Block[]): number {
  return blocks.reduce((all, { estimate }) => all + estimate, 0);
}
