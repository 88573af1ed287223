import type { Attributes, Histogram, Meter } from '@opentelemetry/api';
import { contextFates, tokenClasses } from '../ledger/classes.ts';
import type { Figures } from '../ledger/book/figures.ts';
import * as own from '../vocabulary/own-names.ts';
import { histogram, observeCounter, observeUpDown } from './instruments.ts';
import type { EndedCalls, SessionCalls } from './session-calls.ts';

/** What the ledger recorder reads whenever metrics are collected. */
export interface LedgerSource {
  /** Whether a model has been called. */
  readonly isAtWork: boolean;
  readonly closed: Figures;
  readonly open: Figures;
}

/** What keeps the books of a process. */
export interface LedgerBooks {
  readonly ledger: LedgerSource;
  readonly sessions: Pick<SessionCalls, 'runaways'>;
  /** Ends sessions that are idle; called whenever metrics are collected. */
  readonly endIdle: () => void;
}

/** Records the metrics of the conservation ledger and of sessions; made from the table in `vocabulary/ledger-metrics.ts`. */
export class LedgerRecorder {
  readonly #calls: Histogram;

  constructor(meter: Meter, { ledger, sessions, endIdle }: LedgerBooks) {
    observeCounter(meter, own.METRIC_TOKENS, (observe) => classes(ledger, ledger.closed, observe));
    observeUpDown(meter, own.METRIC_TOKENS_OPEN, (observe) => classes(ledger, ledger.open, observe));
    observeCounter(meter, own.METRIC_CONTEXT_TOKENS, (observe) => fates(ledger, ledger.closed, observe));
    observeUpDown(meter, own.METRIC_CONTEXT_TOKENS_OPEN, (observe) => fates(ledger, ledger.open, observe));
    observeCounter(meter, own.METRIC_SESSION_RUNAWAYS, (observe) => {
      endIdle();
      for (const [side, count] of Object.entries(sessions.runaways)) observe(count, { [own.ATTR_SIDE]: side });
    });
    this.#calls = histogram(meter, own.METRIC_SESSION_CALLS);
  }

  /** A session is over. */
  sessionEnded({ side, calls }: EndedCalls): void {
    this.#calls.record(calls, { [own.ATTR_SIDE]: side });
  }
}

type Observe = (value: number, labels: Attributes) => void;

/** Once a model is called every share has a series: what is 0 is known to be 0. */
function classes({ isAtWork }: LedgerSource, { tokens }: Figures, observe: Observe): void {
  if (isAtWork)
    for (const name of Object.keys(tokenClasses)) observe(valueOf(tokens, name), { [own.ATTR_CLASS]: name });
}

function fates({ isAtWork }: LedgerSource, { context }: Figures, observe: Observe): void {
  if (isAtWork)
    for (const name of Object.keys(contextFates)) observe(valueOf(context, name), { [own.ATTR_FATE]: name });
}

function valueOf(totals: Readonly<Partial<Record<string, number>>>, share: string): number {
  return totals[share] ?? 0;
}
