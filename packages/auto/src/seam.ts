import {
  createBreaker,
  patchProtocol,
  processEnds as endSessions,
  seamSettings,
  Telemetry,
  type Seam,
} from '@mcp-otel/instrumentation';
import { slot } from '@mcp-otel/core';
import type { Preload } from './begin.ts';
import { isOwnProvider } from './globals/install-globals.ts';

let seam: Seam | undefined;

/** Puts the seam into a class that the source hook found. */
export function adopt(preload: Preload, candidate: unknown): void {
  seam ??= createSeam(preload);
  patchProtocol(seam, candidate);
}

/** Records the sessions that are open when the process ends. */
export function processEnds(): void {
  if (seam !== undefined) endSessions(seam);
}

function createSeam({ log, clock, variables, ledger, pipeline, file }: Preload): Seam {
  pipeline.onEnd(processEnds);
  const settings = seamSettings(variables);
  const telemetry = new Telemetry({
    allowedBaggage: settings.allowedBaggage,
    clock,
    fallbackMeters: () => pipeline.start().meterProvider,
    onSpan: (provider) => {
      if (!isOwnProvider(provider)) ledger.handOver();
    },
  });
  return {
    telemetry,
    settings,
    breaker: createBreaker(log.warn, clock.now),
    debug: log.debug,
    processId: slot('process-id', () => crypto.randomUUID()),
    preload: file,
    now: clock.now,
  };
}
