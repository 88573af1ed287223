import type { TokensSource } from '../models/usage.ts';
import type { ToolRequest } from '../turns/thread.ts';
import type { CallEnding, UnitKind } from './facts.ts';

/** A part of what a model is given. Its text is compared and forgotten. */
export interface PromptBlock {
  /** `summary` stands in place of a part of the conversation. */
  readonly class: 'tool_def' | 'system' | 'user' | 'assistant' | 'tool_result' | 'summary' | 'media';
  readonly text: string;
  /** Tool that is defined, or whose result it is. */
  readonly name?: string | undefined;
  /** Id of the tool call whose result it is. */
  readonly callId?: string | undefined;
  readonly isError?: boolean | undefined;
  /** Tools that the assistant asks for. */
  readonly calls?: readonly ToolRequest[] | undefined;
  /** The provider reads nothing of the messages before it. */
  readonly replacesBefore?: true;
}

/** Tokens of a text, exact or estimated. It is kept for as long as its session: it must hold nothing of a request. */
export type CountTokens = (text: string) => number;

/** A request to a model, as the ledger sees it. */
export interface LedgerRequest {
  /** Ids of the call's span and of its trace. */
  readonly span: string;
  readonly trace?: string | undefined;
  /** Tool definitions, system instructions, then messages in their order. */
  readonly blocks: () => readonly PromptBlock[];
  readonly model: string;
  /** Whether it is a conversation in which tools can be called. */
  readonly chat: boolean;
  /** Answer that it continues, where the provider keeps the messages. */
  readonly continues?: string | undefined;
  /** Conversation that the provider keeps. */
  readonly conversation?: string | undefined;
  readonly count: CountTokens;
}

/** What came of a request. Counts are whole numbers of tokens; what is none counts as not told. */
export interface LedgerAnswer {
  readonly end: CallEnding;
  readonly input?: number | undefined;
  readonly output?: number | undefined;
  /** Part of the output that is not in the reply. */
  readonly reasoning?: number | undefined;
  readonly cacheRead?: number | undefined;
  readonly cacheWrite?: number | undefined;
  readonly source: TokensSource;
  readonly reply?: PromptBlock | undefined;
  readonly id?: string | undefined;
  /** Price of a million input tokens in nano-USD: uncached, read from a cache, written to one. */
  readonly price?: readonly [uncached: number, read: number, written: number] | undefined;
  /** Oldest tool results that the provider has left out of this request, and their tokens. */
  readonly cleared?: { readonly uses: number; readonly tokens: number } | undefined;
  /** Several requests were billed as one, so that its count tells nothing about the size of its text. */
  readonly severalRounds?: boolean | undefined;
}

/** Something that is offered to the model: by a tool, a resource, a prompt. */
export interface OfferedUnit {
  readonly span: string;
  readonly kind: UnitKind;
  readonly text: string;
  readonly tool?: string | undefined;
  readonly arguments?: unknown;
  readonly isError?: boolean | undefined;
  /** The same call may rightly give another result: it never replaces an earlier one. */
  readonly repeatable?: boolean | undefined;
  /** A stub in its place is delivery. */
  readonly stub?: boolean | undefined;
}
