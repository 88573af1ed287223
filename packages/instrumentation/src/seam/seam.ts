import type { Telemetry } from '../telemetry/telemetry.ts';
import type { ContentPolicy } from '../content/content-policy.ts';
import type { SessionCalls } from '@mcp-otel/core';
import type { ProcessLedger } from '../ledger/process-ledger.ts';
import type { Breaker } from './breaker.ts';
import type { SeamSettings } from '../settings/settings.ts';

/** Everything that the patched methods need, made once per process. */
export interface Seam {
  readonly telemetry: Telemetry;
  /** What may be told of contents, and how. */
  readonly content: ContentPolicy;
  readonly settings: SeamSettings;
  /** What became of every token. */
  readonly ledger: ProcessLedger;
  /** Calls of each session. */
  readonly sessions: SessionCalls;
  readonly breaker: Breaker;
  /** Runs the application's hooks: what they throw is said, and stays here. */
  readonly hooks: Breaker;
  readonly debug: (sentence: string) => void;
  /** Id of this run, for the session rung `process`. */
  readonly processId: string;
  /** Absolute path of the preload, to be passed to child servers. */
  readonly preload: string | undefined;
  /** Milliseconds since some fixed moment, never going back. */
  readonly now: () => number;
}
