import type { ClosedBook } from './book/close-book.ts';
import type { MatchedCall } from './match/matcher.ts';
import type { HashKey } from './match/words.ts';
import type { LedgerRequest } from './request.ts';
import type { CallSpan, FactsPart, SessionLedger } from './session/session-ledger.ts';

/** Bounds of the ledgers of a process. */
export interface LedgerLimits {
  /** A session without a call for so long is closed, in milliseconds. */
  readonly idleMs: number;
  readonly maxSessions: number;
  /** Memory of one session and of all, in bytes; what is beyond it is closed, the least lately used first. */
  readonly maxSessionBytes: number;
  readonly maxBytes: number;
}

/** Bounds that hold unless others are given. */
export const defaultLedgerLimits: LedgerLimits = {
  idleMs: 5 * 60_000,
  maxSessions: 10_000,
  maxSessionBytes: 8 * 1024 * 1024,
  maxBytes: 224 * 1024 * 1024,
};

/** Why a session was closed: it was over, idle, or there was no room for it. */
export type Closing = 'ended' | 'idle' | 'bounds';

/** A session whose books are closed. */
export interface Settled {
  readonly session: string;
  /** Accounting period of the session: 1, and one more after each close. */
  readonly period: number;
  readonly closing: Closing;
  readonly book: ClosedBook;
  /** Spans of its first calls. */
  readonly firstCalls: readonly CallSpan[];
  /** Facts that no span has told. */
  readonly facts: readonly FactsPart[];
}

/** What a ledger is made of. */
export interface LedgerParts {
  readonly key: HashKey;
  /** Milliseconds that never go back. */
  readonly now: () => number;
  /** Takes each session when its books are closed. */
  readonly settled: (session: Settled) => void;
  readonly limits?: LedgerLimits;
}

/** A call whose end will be told. */
export interface LedgerCall {
  readonly session: string;
  readonly request: LedgerRequest;
  /** Where it was matched; another ledger has to match it anew. */
  matched: { readonly by: SessionLedger; readonly call: MatchedCall } | undefined;
  hasEnded: boolean;
}
