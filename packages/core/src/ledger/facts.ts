import type { TokensSource } from '../models/usage.ts';

/**
 * What matching has found out about a session, one record after the other: numbers only. Blocks, units, threads and tools
 * are named by their ordinal in the session's accounting period, texts by nothing at all. The same records always give the
 * same books.
 */
export type Facts = CallFacts | UnitFacts | BindFacts | TwinFacts | ReferenceFacts;

/** What a block of a request is. */
export type BlockClass = 'tool_def' | 'system' | 'user' | 'assistant' | 'tool_result' | 'summary' | 'media' | 'unseen';

/** How a model call ended, for the books: `failed` gave nothing, `refused` gave an answer that is none. */
export type CallEnding = 'ok' | 'failed' | 'refused';

/** A block that stands in a request for the first time. */
export interface BlockFacts {
  readonly class: BlockClass;
  /** Ordinal of its text: equal texts share one. */
  readonly text: number;
  /** It has enough words to be found again for certain. */
  readonly long?: true | undefined;
  /** Ordinal of the tool that it defines. */
  readonly tool?: number | undefined;
  /** Ordinal of the tool call with its arguments, the same for equal arguments; absent where the tool may not be compared. */
  readonly group?: number | undefined;
  /** The result is an error. */
  readonly error?: true | undefined;
}

/** One call of a model. */
export interface CallFacts {
  readonly call: string;
  readonly thread: number;
  /** Thread that this one has branched off from, where the call is the first of its thread. */
  readonly from?: number;
  readonly end: CallEnding;
  /** What the model was given of the request is not known: it tells nothing about the state of its thread. */
  readonly blind?: true;
  /** Input tokens, as the provider counts them. */
  readonly input: number;
  /** Output tokens that were billed and are waste. */
  readonly waste: number;
  readonly source: TokensSource;
  /** Whether the call counts among those that a tool had the chance to be called in. */
  readonly chat?: true;
  /** Blocks of the thread's request before that stand at the same place with the same tokens. */
  readonly keep: number;
  /** The blocks behind these, and the tokens of each. They and the kept ones add up to the input. */
  readonly ids: readonly number[];
  readonly tokens: readonly number[];
  /** Blocks that are new, in the order of their ordinals, and the first of these ordinals. */
  readonly blocks: readonly BlockFacts[];
  readonly born: number;
  /** Tools that the model has called. */
  readonly called?: readonly number[];
  /** Tokens of results that the provider has cleared from the request, as it tells. */
  readonly cleared?: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  /** Price of a million input tokens in nano-USD: uncached, read from a cache, written to one. */
  readonly price?: readonly [uncached: number, read: number, written: number];
  /** Blocks that were too many to be told one by one. */
  readonly folded?: number;
}

/** What a unit is: something that was offered to the model. */
export type UnitKind = 'tool_result' | 'resource' | 'prompt' | 'sampling' | 'context';

/** A unit was offered. */
export interface UnitFacts {
  readonly unit: number;
  readonly span: string;
  readonly kind: UnitKind;
  /** Thread that has asked for it, where that is known. */
  readonly thread?: number;
  readonly tokens: number;
  /** Tokens that its source has cut off, as it says itself. */
  readonly missing?: number;
  /** Share of it that is corrupted already, in per mille. */
  readonly corrupted?: number;
  /** The application has said that a stub in its place is delivery. */
  readonly stub?: true;
}

/** Why a part of a unit is not in the block that brings it. */
export type Cause = 'cut' | 'altered' | 'transformed';

/** A unit stands in a block. */
export interface BindFacts {
  readonly bind: number;
  readonly block: number;
  /** Part of the unit that stands there, in per mille. */
  readonly share: number;
  readonly cause?: Cause;
  /** The unit's tokens, by the scale of the call that first had it. */
  readonly tokens?: number;
}

/** The first block is contained in the second. */
export interface TwinFacts {
  readonly twin: readonly [inner: number, outer: number];
}

/** Something that a model said shows that it has read the block. */
export interface ReferenceFacts {
  readonly ref: number;
}
