import type { BindFacts, Cause } from '../facts.ts';
import type { PromptBlock } from '../request.ts';
import { isOneGap } from './align.ts';
import { LONG_WORDS, type Block } from './blocks.ts';
import type { Compared, Passage } from './passages.ts';
import { containsRun, type Unit, type Units } from './units.ts';
import { weightOf } from './word-weights.ts';

/** A unit that a block brings, and how much of it. */
export interface Binding {
  readonly unit: Unit;
  readonly block: Block;
  /** In per mille, beyond what earlier blocks have brought. */
  readonly share: number;
  readonly cause: Cause | undefined;
}

/** Less than this is chance; more than that is all of it, but for the ends of sentences. In per mille. */
const CHANCE = 50;
const WHOLE = 970;
/** Of a text of fewer words a part is not told from the whole. */
const MIN_PARTIAL_WORDS = 40;
/** A block may be so much longer than a short text that is looked for in it. */
const WRAPPING = { times: 4, words: 20 } as const;

/**
 * The units that a block brings.
 *
 * @param mayBring whether the block stands where the unit may
 */
export function bindingsOf(
  block: Block,
  source: PromptBlock,
  { passage, matches }: Pick<Compared, 'passage' | 'matches'>,
  units: Units,
  mayBring: (unit: Unit) => boolean,
): readonly Binding[] {
  const found = matches.flatMap(({ other, overlap }) => {
    const unit = other.kind === 'unit' ? units.ofPassage(other) : undefined;
    return unit === undefined || !mayBring(unit) ? [] : binding(unit, block, source, overlap.words);
  });
  const bound = new Set(found.map(({ unit }) => unit));
  const short = units.short(LONG_WORDS).filter((unit) => !bound.has(unit) && unit.share === 0 && mayBring(unit));
  const inside = short.filter(
    (unit) => mayStandIn(unit, block, passage) && containsRun(passage.words, unit.passage.words),
  );
  return [...found, ...inside.flatMap((unit) => binding(unit, block, source, undefined))];
}

/** A binding as a fact. @param scale tokens per token of our own count, where the call has measured it */
export function bindingOf({ unit, block, share, cause }: Binding, scale: number | undefined): BindFacts {
  return {
    bind: unit.id,
    block: block.id,
    share,
    ...(cause !== undefined && { cause }),
    ...(scale !== undefined && { tokens: Math.max(1, Math.round(unit.estimate * scale)) }),
  };
}

/** @param words which of the unit's words stand in the block; all of them where absent */
function binding(unit: Unit, block: Block, source: PromptBlock, words: Uint8Array | undefined): readonly Binding[] {
  const covered = merged(unit, words);
  const after = shareOf(unit, covered);
  const share = after - unit.share;
  if (share <= CHANCE) return [];
  const isWhole = after === 1_000;
  unit.share = after;
  unit.covered = isWhole ? undefined : covered;
  return [{ unit, block, share, cause: isWhole ? undefined : causeOf(unit, covered, source) }];
}

function merged({ covered, passage }: Unit, words: Uint8Array | undefined): Uint8Array {
  const all = new Uint8Array(passage.words.length);
  for (let index = 0; index < all.length; index += 1)
    all[index] = words === undefined || words[index] === 1 || covered?.[index] === 1 ? 1 : 0;
  return all;
}

function shareOf({ passage, weights }: Unit, covered: Uint8Array): number {
  const { length } = passage.words;
  const share = length === 0 ? 1_000 : Math.round(weightOf(weights, covered) * 1_000);
  if (share >= WHOLE) return 1_000;
  if (length < LONG_WORDS) return 0;
  return length < MIN_PARTIAL_WORDS ? (share >= 500 ? 1_000 : 0) : share;
}

/** R12: a cut is a cut even where it breaks JSON; else bytes that have become others are an alteration. */
function causeOf(unit: Unit, covered: Uint8Array, { text }: PromptBlock): Cause {
  if (text.includes('\uFFFD') && unit.corrupted === 0) return 'altered';
  if (isOneGap(covered)) return 'cut';
  return unit.isJson && /^\s*[[{]/.test(text) && !isJson(text) ? 'altered' : 'transformed';
}

/** Longest text that is parsed only to see whether it can be. */
const MAX_PARSED = 256 * 1024;

/** Whether a text is an object or a list in JSON. */
export function isJson(text: string): boolean {
  if (text.length > MAX_PARSED || !/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function mayStandIn({ asked, passage: { words } }: Unit, { callId, facts }: Block, passage: Passage): boolean {
  if (asked?.callId !== undefined) return asked.callId === callId;
  const isRoomy = passage.words.length > words.length * WRAPPING.times + WRAPPING.words;
  return words.length > 0 && facts.class !== 'assistant' && !isRoomy;
}
