import type { CallFacts } from '../facts.ts';
import type { LedgerAnswer } from '../request.ts';
import type { Block, Blocks } from './blocks.ts';
import { cachesOf, inputOf, wasteOf, withoutCleared } from './call-counts.ts';
import type { MatchedCall } from './matcher.ts';
import type { Scales } from './scales.ts';
import type { Thread } from './threads.ts';
import { divide, expectedOf, type Divided, type Weighed } from './weights.ts';

/** The facts of a call that has ended. Moves its thread on. */
export function describeCall(
  call: MatchedCall,
  answer: LedgerAnswer,
  blocks: Blocks,
  scales: Scales,
): { readonly facts: CallFacts; readonly tokens: ReadonlyMap<number, number | undefined> } {
  const { request, thread, folded } = call;
  const { kept, cleared } = withoutCleared(call.blocks, thread.ids, answer);
  const usual = scales.of(request.model);
  const weights = weighed(kept, thread, request.model);
  const { input, source } = inputOf(answer, expectedOf(weights, usual));
  const divided = divide(input, weights, usual, call.hasUnseen);
  if (source === 'usage' && answer.severalRounds !== true) scales.learn(request.model, divided.scale);
  const { ids, tokens } = placed(kept, divided, blocks);
  const keep = thread.isKnown ? samePrefix(thread, ids, tokens) : 0;
  const called = blocks.newlyCalled();
  const facts: CallFacts = {
    call: request.span,
    thread: thread.id,
    ...(!thread.isKnown && thread.from !== undefined && { from: thread.from }),
    end: answer.end,
    ...(divided.blind && { blind: true }),
    input,
    waste: wasteOf(answer),
    source,
    ...(request.chat && { chat: true }),
    keep,
    ids: ids.slice(keep),
    tokens: tokens.slice(keep),
    ...blocks.untold(),
    ...(called.length > 0 && { called }),
    ...(cleared > 0 && { cleared }),
    ...cachesOf(answer, input),
    ...(answer.price !== undefined && { price: answer.price }),
    ...(folded > 0 && { folded }),
  };
  // The model has not seen a request that failed, and of a blind one it is not known what it has seen.
  if (answer.end !== 'failed' && !divided.blind)
    Object.assign(thread, {
      ids,
      tokens,
      measures: measuresOf(kept, weights, thread),
      model: request.model,
      isKnown: true,
    });
  return { facts, tokens: new Map(ids.map((id, index) => [id, tokens[index]])) };
}

/** The facts of a call of which nothing can be read. */
export function unreadCall(span: string, thread: number, answer: LedgerAnswer, blocks: Blocks): CallFacts {
  return {
    call: span,
    thread,
    end: answer.end,
    blind: true,
    ...inputOf(answer, 0),
    waste: wasteOf(answer),
    keep: 0,
    ids: [],
    tokens: [],
    ...blocks.untold(),
  };
}

function weighed(blocks: readonly Block[], thread: Thread, model: string) {
  const had = new Map(thread.model === model ? thread.ids.map((id, index) => [id, thread.tokens[index]]) : []);
  const broken = brokenMeasures(blocks, thread);
  return blocks.map(({ id, facts, estimate, known }): Weighed => {
    const told = known?.model === model ? known.tokens : undefined;
    const isLoose = told === undefined && broken.has(thread.measures.get(id));
    return { class: facts.class, estimate, before: had.get(id) ?? told, isLoose };
  });
}

/** Measures of which a block is gone: what the others have is no longer what was measured. */
function brokenMeasures(blocks: readonly Block[], { measures }: Thread): ReadonlySet<number | undefined> {
  const now = new Set(blocks.map(({ id }) => id));
  return new Set([...measures].flatMap(([id, measure]) => (now.has(id) ? [] : [measure])));
}

/** Whatever is new or loose has been measured together. */
function measuresOf(
  blocks: readonly Block[],
  weights: readonly Weighed[],
  { measures }: Thread,
): ReadonlyMap<number, number> {
  const next = Math.max(0, ...measures.values()) + 1;
  return new Map(
    blocks.map(({ id }, index) => {
      const { before, isLoose = false } = weights[index] ?? {};
      // What was an answer has been measured by itself.
      const alone = before === undefined || isLoose ? next : next + 1 + index;
      return [id, isLoose ? next : (measures.get(id) ?? alone)];
    }),
  );
}

function placed(
  kept: readonly Block[],
  { tokens, unseen, blind }: Divided,
  blocks: Blocks,
): { readonly ids: readonly number[]; readonly tokens: readonly number[] } {
  const ids = blind ? [] : kept.map(({ id }) => id);
  if (unseen === 0) return { ids, tokens };
  return { ids: [...ids, blocks.unseen().id], tokens: [...tokens, unseen] };
}

function samePrefix(thread: Thread, ids: readonly number[], tokens: readonly number[]): number {
  let same = 0;
  while (same < ids.length && thread.ids[same] === ids[same] && thread.tokens[same] === tokens[same]) same += 1;
  return same;
}
