import {
  createSeam as seamOf,
  liveGlobals,
  patchClass,
  processEnds,
  theSeam,
  type Seam,
  type TelemetryOptions,
} from '@mcp-otel/instrumentation/seam';
import type { Preload } from './begin.ts';
import { isOwnProvider } from './globals/install-globals.ts';

/** Puts the seam into a class that the source hook found. */
export function adopt(candidate: unknown): void {
  patchClass(theSeam(), candidate);
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
}: Preload): Pick<TelemetryOptions, 'provider' | 'meters' | 'onSpan' | 'mirror'> {
  const mode = variables.choice('MCP_OTEL_PIPELINE');
  return {
    ...(mode === 'own' && { provider: () => pipeline.start().tracerProvider }),
    ...(mode === 'both' && {
      mirror: (span, ids) => (applicationHasProvider() ? pipeline.start().startMirror(span, ids) : undefined),
    }),
    meters: () => (mode === 'own' ? undefined : liveGlobals()?.metrics) ?? pipeline.start().meterProvider,
    onSpan: () => {
      if (mode !== 'own' && applicationHasProvider()) ledger.handOver();
    },
  };
}

function applicationHasProvider(): boolean {
  const live = liveGlobals()?.trace;
  return live !== undefined && !isOwnProvider(live);
}
