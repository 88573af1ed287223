import type { PromptBlock } from '../request.ts';
import { isMessage, type Block } from './blocks.ts';

/**
 * Keys of the blocks that stand for messages which have been taken out: a text that nobody has seen before, not the last
 * of its request, in the request from which messages are gone. What a provider calls a summary is one in any case.
 *
 * @param known the blocks that have been seen before, in the places of those given
 * @param tip blocks of the thread's request before
 */
export function summaryKeys(
  given: readonly PromptBlock[],
  keys: readonly string[],
  known: readonly (Block | undefined)[],
  tip: readonly (Block | undefined)[],
): ReadonlySet<string> {
  const now = new Set(known);
  const isGone = tip.some((block) => block !== undefined && isMessage(block.facts.class) && !now.has(block));
  if (!isGone) return new Set();
  const candidates = given.flatMap((block, index) =>
    known[index] === undefined && index < given.length - 1 && isText(block) ? [keys[index] ?? ''] : [],
  );
  return new Set(candidates);
}

function isText({ class: kind, calls = [] }: PromptBlock): boolean {
  return (kind === 'user' || kind === 'assistant') && calls.length === 0;
}
