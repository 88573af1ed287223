import type { ConservationFigure } from '../books/conservation.ts';
import type { SessionBooks } from '../books/session-books.ts';
import type { AlertRow } from '../report/alerts.ts';
import type { Call } from '../report/call-tree.ts';
import type { DeliveryRow } from '../report/delivery.ts';
import type { ForeignSpanRow } from '../report/foreign-span.ts';
import type { DriftRow, GatedCall, ShadowPair } from '../report/governance.ts';
import type { ModelTotals } from '../report/model-totals.ts';
import type { Redactions } from '../report/redactions.ts';
import type { SessionRow, ToolRow } from '../report/summary.ts';
import type { StoredReport } from '../stored/stored-report.ts';

/** One request of the user and what was done for it. */
export interface Turn {
  readonly user: string;
  readonly answer: string;
  readonly seconds: number;
  /** One tree: the first call of the model, and below it what it asked for and the calls that followed. */
  readonly calls: readonly Call[];
  readonly models: ModelTotals;
}

/** Everything that the demo shows; `--json` prints it as it is. */
export interface DemoReport {
  /** Connecting and listing, before the first request. */
  readonly setup: readonly Call[];
  readonly turns: readonly Turn[];
  /** All user-facing calls of models. */
  readonly session: ModelTotals;
  readonly drift: readonly DriftRow[];
  readonly gates: readonly GatedCall[];
  readonly shadows: readonly ShadowPair[];
  readonly tools: readonly ToolRow[];
  readonly sessions: readonly SessionRow[];
  /** Notifications by method, from the counters: most of them have no span. */
  readonly notifications: Readonly<Record<string, number>>;
  /** Spans of another instrumentation, in current names. */
  readonly foreign: readonly ForeignSpanRow[];
  readonly redaction: Redactions;
  readonly delivery: readonly DeliveryRow[];
  /** The four conservation figures of the agent, against their targets. */
  readonly conservation: readonly ConservationFigure[];
  /** The agent's books. */
  readonly books: readonly SessionBooks[];
  /** Alerts that the agent's traffic would have fired. */
  readonly alerts: readonly AlertRow[];
  /** What Postgres says of the same spans, or why there is none. */
  readonly stored: StoredReport | string;
  readonly spans: number;
  readonly seconds: number;
  /** A real model decided what was called, so nothing particular is expected. */
  readonly live: boolean;
  /** What was expected and did not come; empty when all is well. */
  readonly missing: readonly string[];
}
