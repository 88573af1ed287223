import { addFigures, noFigures, type Figures } from './book/figures.ts';
import {
  defaultLedgerLimits,
  type Closing,
  type LedgerCall,
  type LedgerLimits,
  type LedgerParts,
} from './ledger-parts.ts';
import type { MatchedCall } from './match/matcher.ts';
import type { Steps } from './match/steps.ts';
import { estimateTokens } from '../tokens/estimate.ts';
import type { CountTokens, LedgerAnswer, LedgerRequest, OfferedUnit } from './request.ts';
import { EarlyUnits } from './session/early-units.ts';
import { OpenFigures } from './session/open-figures.ts';
import { SessionLedger, type FactsPart } from './session/session-ledger.ts';

/** Time for looking at what has changed whenever somebody asks, in milliseconds. */
const REFRESH_MS = 2;
/** Calls that a settlement links to. */
const MAX_LINKS = 16;
/** Sessions whose last period is remembered. */
const MAX_PERIODS = 20_000;
/**
 * The ledgers of all sessions of a process. Nothing is read when it is told: the work waits, in its order, until somebody
 * has time for it. Bounded in sessions and bytes.
 */
export class Ledger {
  readonly #parts: LedgerParts;
  readonly #limits: LedgerLimits;
  /** Least lately used first. */
  readonly #sessions = new Map<string, SessionLedger>();
  readonly #periods = new Map<string, number>();
  #work: (() => Steps<unknown> | undefined)[] = [];
  #doing: Steps<unknown> | undefined;
  readonly #early = new EarlyUnits();
  /** How the model that was called last counts. */
  #count: CountTokens = estimateTokens;
  #hasModel = false;
  #closed = noFigures;
  /** Sessions whose figures may be others than those in the sum. */
  readonly #changed = new Set<SessionLedger>();
  readonly #open = new OpenFigures();
  #bytes = 0;

  constructor(parts: LedgerParts) {
    this.#parts = parts;
    this.#limits = parts.limits ?? defaultLedgerLimits;
  }

  /** Whether something waits to be read. */
  get hasWork(): boolean {
    return this.#doing !== undefined || this.#work.length > 0;
  }

  /** Whether a model has been called. */
  get isAtWork(): boolean {
    return this.#hasModel;
  }

  /** Memory that the open sessions take, in bytes, about. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Sessions that are open. */
  get sessions(): number {
    return this.#sessions.size;
  }

  /** Figures of all sessions that are closed: they only ever grow. */
  get closed(): Figures {
    return this.#closed;
  }

  /**
   * What the open sessions would be closed with now. Of very many that have changed only as many are looked at as a moment
   * allows; the others are told as they were.
   */
  get open(): Figures {
    this.#refresh(this.#parts.now() + REFRESH_MS);
    return this.#open.sum;
  }

  /**
   * Something is offered to the models of a session. A process that calls no model books nothing of it (R15).
   *
   * @param bytes size of it, about
   */
  offer(session: string, units: () => readonly OfferedUnit[], bytes: number): void {
    if (this.#hasModel) for (const unit of units()) this.#queueUnit(session, unit);
    else this.#early.add({ session, units, bytes });
  }

  /** A model is called. */
  begin(session: string, request: LedgerRequest): LedgerCall {
    const call: LedgerCall = { session, request, matched: undefined, hasEnded: false };
    this.#hasModel = true;
    this.#count = request.count;
    for (const { session: of, units } of this.#early.takeAll()) for (const unit of units()) this.#queueUnit(of, unit);
    const opened = this.#opened(session);
    opened.open += 1;
    const { span, trace } = request;
    if (trace !== undefined && opened.firstCalls.length < MAX_LINKS) opened.firstCalls.push({ trace, span });
    this.#work.push(() => this.#match(call));
    return call;
  }

  /** The call of an earlier `begin` is over. */
  end(call: LedgerCall, answer: LedgerAnswer): void {
    if (call.hasEnded) return;
    call.hasEnded = true;
    this.#work.push(() => this.#end(call, answer));
  }

  /** The call of an earlier `begin` is none: another one tells of it. */
  drop(call: LedgerCall): void {
    if (call.hasEnded) return;
    call.hasEnded = true;
    this.#work.push(() => this.#drop(call));
  }

  /** Does what waits until there is nothing more, or until a time. @returns whether something is left */
  run(untilMs: number): boolean {
    while (this.hasWork) {
      this.#step();
      if (this.#parts.now() >= untilMs) return this.hasWork;
    }
    return false;
  }

  /** Accounting period that a session is in; undefined for one that is not open. */
  periodOf(session: string): number | undefined {
    return this.#sessions.get(session)?.period;
  }

  /** Facts of a session that no span has told, as many as one may carry. */
  take(session: string): FactsPart | undefined {
    return this.#sessions.get(session)?.take();
  }

  /** The application says that a session is over. */
  close(session: string): void {
    this.run(Number.POSITIVE_INFINITY);
    const found = this.#sessions.get(session);
    if (found !== undefined) this.#settle(found, 'ended');
  }

  /** Closes what has been idle for too long. */
  closeIdle(): void {
    const { idleMs } = this.#limits;
    for (const session of this.#sessions.values()) {
      if (session.open === 0 && this.#parts.now() - session.usedMs >= idleMs) this.#settle(session, 'idle');
    }
  }

  /** The process ends. */
  closeAll(): void {
    this.run(Number.POSITIVE_INFINITY);
    for (const session of this.#sessions.values()) this.#settle(session, 'ended');
  }

  #queueUnit(session: string, unit: OfferedUnit): void {
    this.#work.push(() => {
      const opened = this.#opened(session);
      this.#changed.add(opened);
      return opened.matcher.offer(unit, this.#count);
    });
  }

  *#match(call: LedgerCall): Steps<void> {
    const by = this.#opened(call.session);
    call.matched = { by, call: yield* by.matcher.begin(call.request) };
  }

  *#end(call: LedgerCall, answer: LedgerAnswer): Steps<void> {
    const session = this.#opened(call.session);
    session.open = Math.max(0, session.open - 1);
    this.#changed.add(session);
    yield* session.matcher.end(yield* this.#matched(call, answer, session), answer);
    this.#makeRoom(session);
  }

  /** A call whose session was closed meanwhile counts to the next period. */
  *#matched(call: LedgerCall, answer: LedgerAnswer, session: SessionLedger): Steps<MatchedCall> {
    if (call.matched?.by === session) return call.matched.call;
    try {
      return yield* session.matcher.begin(call.request);
    } catch (error) {
      session.matcher.giveUp(call.request, answer);
      throw error;
    }
  }

  #drop({ session, matched }: LedgerCall): undefined {
    const found = this.#sessions.get(session);
    if (found === undefined) return undefined;
    found.open = Math.max(0, found.open - 1);
    if (matched?.by === found) found.matcher.drop(matched.call);
    return undefined;
  }

  #refresh(untilMs: number): void {
    for (const session of this.#changed) {
      this.#changed.delete(session);
      this.#open.set(session, session.figures());
      if (this.#parts.now() > untilMs) return;
    }
  }

  #step(): void {
    this.#doing ??= this.#work.shift()?.();
    try {
      if (this.#doing?.next().done !== false) this.#doing = undefined;
    } catch (error) {
      this.#doing = undefined; // One call less in the books, and the others go on.
      throw error;
    }
  }

  #opened(id: string): SessionLedger {
    const known = this.#sessions.get(id);
    const session = known ?? new SessionLedger(id, this.#nextPeriod(id), this.#parts.key, this.#parts.now());
    session.usedMs = this.#parts.now();
    this.#sessions.delete(id); // Re-insertion keeps the map in order of last use.
    this.#sessions.set(id, session);
    return session;
  }

  #nextPeriod(id: string): number {
    const period = (this.#periods.get(id) ?? 0) + 1;
    this.#periods.delete(id);
    this.#periods.set(id, period);
    const oldest = this.#periods.keys().next();
    if (this.#periods.size > MAX_PERIODS && !oldest.done) this.#periods.delete(oldest.value);
    return period;
  }

  #makeRoom(used: SessionLedger): void {
    const { maxSessions, maxSessionBytes, maxBytes } = this.#limits;
    const { bytes } = used;
    this.#bytes += bytes - used.countedBytes;
    used.countedBytes = bytes;
    if (bytes > maxSessionBytes) this.#settle(used, 'bounds');
    for (const session of this.#sessions.values()) {
      if (this.#sessions.size <= maxSessions && this.#bytes <= maxBytes) return;
      if (session !== used) this.#settle(session, 'bounds');
    }
  }

  #settle(session: SessionLedger, closing: Closing): void {
    this.#sessions.delete(session.id);
    this.#bytes -= session.countedBytes;
    this.#changed.delete(session);
    this.#open.remove(session);
    const book = session.close();
    this.#closed = addFigures(this.#closed, book.figures);
    const facts: FactsPart[] = [];
    for (let part = session.take(); part !== undefined; part = session.take()) facts.push(part);
    const { id, period, firstCalls } = session;
    this.#parts.settled({ session: id, period, closing, book, firstCalls, facts });
  }
}
