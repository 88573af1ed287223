/** The rung of the ladder that gave a session its id. */
export type SessionSource = 'header' | 'conversation' | 'callback' | 'principal' | 'process' | 'trace';

/** The session that a call belongs to, and how that is known. */
export interface Session {
  readonly id: string;
  readonly source: SessionSource;
}

/** What is known about the session of one call. */
export interface SessionFacts {
  /** The process that sends requests, or the one that serves them. */
  readonly side: 'client' | 'server';
  /** `Mcp-Session-Id` of the connection. */
  readonly header?: string | undefined;
  /** `gen_ai.conversation.id` from baggage or `params._meta`. */
  readonly conversation?: string | undefined;
  /** What the application's own resolver answered. */
  readonly callback?: string | undefined;
  /** Window of one authenticated subject and client (see principal-sessions.ts). */
  readonly principal?: string | undefined;
  /** Id of this run of the process. */
  readonly process: string;
  /** The peer owns this process: stdio or in memory. Then one run is one session. */
  readonly peerOwnsProcess: boolean;
  readonly traceId: string;
}

/**
 * The first rung that applies, and its name: a session is never invented without saying so.
 *
 * A client or agent process falls back to its own run. A server that many clients share cannot: without anything that
 * tells them apart, each trace stands for itself.
 */
export function sessionOf(facts: SessionFacts): Session {
  return facts.side === 'client' ? clientSession(facts) : serverSession(facts);
}

function clientSession({ conversation, callback, process }: SessionFacts): Session {
  if (conversation) return { id: conversation, source: 'conversation' };
  if (callback) return { id: callback, source: 'callback' };
  return { id: process, source: 'process' };
}

function serverSession(facts: SessionFacts): Session {
  if (facts.header) return { id: facts.header, source: 'header' };
  if (facts.conversation) return { id: facts.conversation, source: 'conversation' };
  if (facts.callback) return { id: facts.callback, source: 'callback' };
  if (facts.principal) return { id: facts.principal, source: 'principal' };
  if (facts.peerOwnsProcess) return { id: facts.process, source: 'process' };
  return { id: facts.traceId, source: 'trace' };
}
