import type { TracerProvider } from '@opentelemetry/api';
import { slot } from '@mcp-otel/core';
import {
  createSeam as seamOf,
  liveGlobals,
  patchClass,
  processEnds,
  theRedaction,
  theSeam,
  type Seam,
  type TelemetryOptions,
} from '@mcp-otel/instrumentation/seam';
import { flushAtExit, type Clock } from '@mcp-otel/pipeline';
import type { Preload } from './begin.ts';
import { hasDatabase } from './has-database.ts';
import { endsInOurQueue } from './own-queue.ts';
import { flushProvider } from './flush-provider.ts';
import { foreignProvider, hasForeignContext } from './globals/install-globals.ts';

export { theRedaction };

/** Puts the seam into a class that the source hook found. */
export function adopt(candidate: unknown): void {
  patchClass(theSeam(), candidate);
}

/** Begins all counters of the process at 0, with the meter provider that is in force. */
export function beginCounting(): void {
  theSeam().telemetry.recorder();
}

/** The seam of a process with the preload. */
export function createSeam(preload: Preload): Seam {
  const { log, clock, variables, pipeline, file } = preload;
  const seam = seamOf({ log, clock, variables, preload: file, telemetry: telemetryOf(preload) });
  pipeline.onEnd(() => processEnds(seam)); // Records the sessions that are open when the process ends.
  return seam;
}

/** Whose providers record: the application's once it has one, ours, or both (`MCP_OTEL_PIPELINE`). */
function telemetryOf({
  variables,
  ledger,
  pipeline,
  clock,
}: Preload): Omit<TelemetryOptions, 'allowedBaggage' | 'books' | 'clock' | 'counts' | 'onProvider'> {
  const mode = variables.choice('MCP_OTEL_PIPELINE');
  const handOver = (provider: TracerProvider): void => {
    ledger.handOver();
    slot('foreign-guard', () => guardForeign(provider, clock, variables.number('MCP_OTEL_SHUTDOWN_MS')));
  };
  /** What the application's provider records is recorded a second time: for all of our pipeline, or for its audit lane. */
  const mirror: TelemetryOptions['mirror'] = (span, ids) => {
    if (mode === 'own' || foreignProvider() === undefined || endsInOurQueue()) return undefined;
    const { startMirror, startAuditMirror } = pipeline.start();
    return mode === 'both' ? startMirror(span, ids) : startAuditMirror?.(span, ids);
  };
  return {
    ...(mode === 'own' && { provider: () => pipeline.start().tracerProvider }),
    ...((mode === 'both' || hasDatabase(variables)) && { mirror }),
    meters: () => (mode === 'own' ? undefined : liveGlobals()?.metrics) ?? pipeline.start().meterProvider,
    preparedLater: () => mode === 'own' || foreignProvider() === undefined || endsInOurQueue(),
    isForeign: (span) => hasForeignContext() && span.isRecording() && !pipeline.isOwnSpan(span),
    onSpan: () => {
      const foreign = mode === 'own' ? undefined : foreignProvider();
      if (foreign !== undefined && !endsInOurQueue()) handOver(foreign);
    },
  };
}

/** What the application's provider still holds when a signal ends the process is lost, unless somebody asks for it. */
function guardForeign(provider: TracerProvider, clock: Clock, shutdownMs: number): { readonly guarded: true } {
  const flushable = { flush: () => flushProvider(provider), flushSync: () => undefined, rescueSync: () => undefined };
  flushAtExit(flushable, { clock, shutdownMs, onEnd: () => undefined });
  return { guarded: true };
}
