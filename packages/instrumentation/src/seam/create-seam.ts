import { SessionCalls, slot, type Variables } from '@mcp-otel/core';
import { ProcessLedger, processLedger } from '../ledger/process-ledger.ts';
import { settle } from '../ledger/settlement.ts';
import { customisation, type McpInstrumentationConfig } from '../settings/customisation.ts';
import { silenceNativeSpans } from '../telemetry/native-spans.ts';
import { ContentPolicy } from '../content/content-policy.ts';
import { theRedaction } from '../content/the-redaction.ts';
import { Telemetry, type TelemetryOptions } from '../telemetry/telemetry.ts';
import { applicationHooks, createBreaker, ownLedgerCode } from './breaker.ts';
import { watchRefusedRequests } from './refused-requests.ts';
import type { Seam } from './seam.ts';
import { seamSettings, type SeamSettings } from '../settings/settings.ts';

/** What a seam is made of. */
export interface SeamParts {
  readonly variables: Variables;
  readonly clock: TelemetryOptions['clock'];
  readonly log: { readonly warn: (sentence: string) => void; readonly debug: (sentence: string) => void };
  /** Absolute path of the preload, to be passed to child servers. */
  readonly preload?: string;
  /** Whose providers record the spans and metrics; those that are registered globally by default. */
  readonly telemetry?: Omit<TelemetryOptions, 'allowedBaggage' | 'books' | 'clock' | 'counts' | 'onProvider'>;
}

/** The seam of this process. What the program chooses in code wins over the variables, from the next call on. */
export function createSeam({ variables, clock, log, preload, telemetry }: SeamParts): Seam {
  const settings = currentSettings(seamSettings(variables));
  const recorded = new Telemetry({
    ...telemetry,
    clock,
    books: () => ({
      ledger: ledger.ledger,
      sessions,
      endIdle: () => sessions.endIdle(clock.now(), settings().sessionIdleMs),
    }),
    counts: () => settings().countsItself,
    allowedBaggage: () => settings().allowedBaggage,
    onProvider: (provider) => {
      if (!settings().keepNativeSpans) silenceNativeSpans(provider);
    },
  });
  const sessions = slot(
    'session-calls',
    () => new SessionCalls((ended) => recorded.ledgerRecorder()?.sessionEnded(ended)),
  );
  const ledger = processLedger(
    () =>
      new ProcessLedger({
        now: clock.now,
        idleMs: settings().sessionIdleMs,
        isOn: () => settings().ledger,
        breaker: createBreaker(log.warn, clock.now, ownLedgerCode),
        settled: (settled) => settle(recorded, settled),
      }),
  );
  const seam: Seam = {
    telemetry: recorded,
    ledger,
    sessions,
    content: new ContentPolicy(theRedaction(variables, log.warn), telemetry?.preparedLater ?? (() => false)),
    get settings() {
      return settings();
    },
    breaker: createBreaker(log.warn, clock.now),
    hooks: createBreaker(log.warn, clock.now, applicationHooks),
    debug: log.debug,
    processId: slot('process-id', () => crypto.randomUUID()),
    preload,
    now: clock.now,
  };
  watchRefusedRequests(seam);
  return seam;
}

/** Settings of the operator and, on top, those of the program; made anew only when the program changes its mind. */
function currentSettings(base: SeamSettings): () => SeamSettings {
  let from: McpInstrumentationConfig | undefined;
  let settings = base;
  return () => {
    const { config } = customisation();
    if (config !== from) {
      from = config;
      const chosen = Object.entries(config).filter(([, value]) => value !== undefined);
      settings = { ...base, ...Object.fromEntries(chosen) };
    }
    return settings;
  };
}
