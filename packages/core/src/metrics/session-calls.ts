import type { Side } from './recorder.ts';

/** A session with more calls has run away. */
export const RUNAWAY_CALLS = 100;
/** Sessions of one side that are counted at a time. */
const MAX_SESSIONS = 10_000;

interface Counted {
  calls: number;
  usedMs: number;
}

/** A session that is over. */
export interface EndedCalls {
  readonly side: Side;
  readonly calls: number;
}

/** Counts the calls of each session, until it has been idle. Bounded: the session that began first ends first. */
export class SessionCalls {
  readonly #sides: Readonly<Record<Side, Map<string, Counted>>> = { client: new Map(), server: new Map() };
  readonly #ended: (ended: EndedCalls) => void;
  /** Sessions that have run away, by side. */
  readonly runaways: Record<Side, number> = { client: 0, server: 0 };

  constructor(ended: (ended: EndedCalls) => void) {
    this.#ended = ended;
  }

  /** A call of a session, at a time in milliseconds. */
  count(side: Side, session: string, nowMs: number): void {
    const known = this.#sides[side].get(session);
    if (known === undefined) return this.#begin(side, session, nowMs);
    known.calls += 1;
    known.usedMs = nowMs;
    if (known.calls === RUNAWAY_CALLS + 1) this.runaways[side] += 1;
    return undefined;
  }

  /** Ends what has been idle for so many milliseconds. */
  endIdle(nowMs: number, idleMs: number): void {
    this.#endWhere(({ usedMs }) => nowMs - usedMs >= idleMs);
  }

  /** A session is over. */
  end(session: string): void {
    for (const side of sides) this.#end(side, session);
  }

  /** The process ends. */
  endAll(): void {
    this.#endWhere(() => true);
  }

  #begin(side: Side, session: string, nowMs: number): void {
    const sessions = this.#sides[side].set(session, { calls: 1, usedMs: nowMs });
    const oldest = sessions.keys().next();
    if (sessions.size > MAX_SESSIONS && !oldest.done) this.#end(side, oldest.value);
  }

  #endWhere(isOver: (session: Counted) => boolean): void {
    for (const side of sides)
      for (const [session, counted] of this.#sides[side]) if (isOver(counted)) this.#end(side, session);
  }

  #end(side: Side, session: string): void {
    const counted = this.#sides[side].get(session);
    if (counted === undefined) return;
    this.#sides[side].delete(session);
    this.#ended({ side, calls: counted.calls });
  }
}

const sides = ['client', 'server'] as const;
