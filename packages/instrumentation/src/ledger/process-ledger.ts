import {
  defaultLedgerLimits,
  Ledger,
  slot,
  type LedgerAnswer,
  type LedgerCall,
  type LedgerRequest,
  type OfferedUnit,
  type Settled,
} from '@mcp-otel/core';
import type { Span } from '@opentelemetry/api';
import type { Breaker } from '../seam/breaker.ts';
import { ledgerKey } from './ledger-key.ts';
import { writeFacts } from './facts-event.ts';

/** Longest time that reading may hold the process at once, in milliseconds. */
const SLICE_MS = 1.5;
/** What cannot be measured is taken to be so large. */
const LARGE_BYTES = 2 * 1024 * 1024;
/** How often sessions are looked at that may be idle. */
const IDLE_CHECK_MS = 15_000;

/** Timers that hold no process. */
export interface LedgerTimers {
  readonly setTimeout: (run: () => void, milliseconds: number) => NodeJS.Timeout;
  readonly setImmediate: (run: () => void) => NodeJS.Immediate;
}

/** What a process's ledger takes from its surroundings. */
export interface ProcessLedgerParts {
  readonly now: () => number;
  /** A session without a call for so long is over, in milliseconds. */
  readonly idleMs: number;
  /** Whether the operator wants books to be kept. */
  readonly isOn: () => boolean;
  /** Of the ledger alone: what fails here must cost neither a span nor another metric. */
  readonly breaker: Breaker;
  readonly settled: (session: Settled) => void;
}

/** The ledger of this process, worked on in slices while nobody waits. */
export class ProcessLedger {
  readonly #ledger: Ledger;
  readonly #parts: ProcessLedgerParts;
  #timers: LedgerTimers | undefined;
  #isScheduled = false;

  constructor(parts: ProcessLedgerParts) {
    this.#parts = parts;
    const limits = { ...defaultLedgerLimits, idleMs: parts.idleMs };
    this.#ledger = new Ledger({ key: ledgerKey(), now: parts.now, settled: parts.settled, limits });
  }

  /** Whether a model has been called: before that nothing is offered to one. */
  get isAtWork(): boolean {
    return this.#timers !== undefined;
  }

  get ledger(): Ledger {
    return this.#ledger;
  }

  /** Runs a step of whoever keeps books, without failing. */
  attempt<Result>(step: () => Result): Result | undefined {
    return this.#parts.breaker.run('the ledger', step);
  }

  /** @param bytes size of what is offered, about */
  offer(session: string, units: () => readonly OfferedUnit[], bytes = LARGE_BYTES): void {
    if (!this.#isOn) return;
    this.attempt(() => this.#ledger.offer(session, units, bytes));
    this.#schedule();
  }

  begin(session: string, request: LedgerRequest, timers: LedgerTimers): LedgerCall | undefined {
    if (!this.#isOn) return undefined;
    if (this.#timers === undefined) {
      this.#timers = timers;
      this.#watchIdle(timers);
    }
    const call = this.#ledger.begin(session, request);
    this.#schedule();
    return call;
  }

  /** The call is over: its facts, and what is left of earlier ones, go on its span as far as they are ready. */
  end(call: LedgerCall, answer: LedgerAnswer, span: Span | undefined): void {
    if (this.#parts.breaker.isOpen) return;
    this.#ledger.end(call, answer);
    this.#slice();
    if (span !== undefined && span.isRecording()) writeFacts(span, call.session, this.#ledger);
    this.#schedule();
  }

  drop(call: LedgerCall): void {
    if (this.#parts.breaker.isOpen) return;
    this.#ledger.drop(call);
    this.#schedule();
  }

  /** The application says that a session is over. */
  close(session: string): void {
    this.attempt(() => this.#ledger.close(session));
  }

  /** The process ends: every book is closed. */
  closeAll(): void {
    this.attempt(() => this.#ledger.closeAll());
  }

  /** Once its breaker is open nothing works on what waits, so that nothing may be added to it. */
  get #isOn(): boolean {
    return this.#parts.isOn() && !this.#parts.breaker.isOpen;
  }

  #schedule(): void {
    if (this.#parts.breaker.isOpen) return;
    if (this.#isScheduled || this.#timers === undefined || !this.#ledger.hasWork) return;
    this.#isScheduled = true;
    this.#timers
      .setImmediate(() => {
        this.#isScheduled = false;
        this.#slice();
        this.#schedule();
      })
      .unref();
  }

  #slice(): void {
    this.attempt(() => this.#ledger.run(this.#parts.now() + SLICE_MS));
  }

  #watchIdle(timers: LedgerTimers): void {
    timers
      .setTimeout(() => {
        this.attempt(() => this.#ledger.closeIdle());
        this.#watchIdle(timers);
      }, IDLE_CHECK_MS)
      .unref();
  }
}

/** The ledger of this process, shared by every copy of this code. */
export function processLedger(make: () => ProcessLedger): ProcessLedger {
  return slot('ledger', make);
}
