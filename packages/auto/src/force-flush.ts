import { slot } from '@mcp-otel/core';
import { liveGlobals } from '@mcp-otel/instrumentation/seam';
import type { TracerProvider } from '@opentelemetry/api';
import { flushProvider } from './flush-provider.ts';

/** How the pipelines of this process are flushed: that of the preload, and those of `nodeSdkConfig()`. */
export const flushers = (): Set<() => Promise<void>> => slot('flushers', () => new Set());

/**
 * Sends everything that waits, through our pipeline and through the application's own provider: for serverless handlers,
 * which are frozen once they have answered. Never rejects; what could not be sent waits for the next try.
 */
export async function forceFlush(): Promise<void> {
  const provider = registeredByOthers();
  await Promise.all([...[...flushers()].map((flush) => flush()), provider && flushProvider(provider)]);
}

/** A provider, or our stand-in, which knows whether there is another one. */
type Registered = TracerProvider & { readonly foreign?: () => TracerProvider | undefined };

/** Our own stand-in is not asked: it would start a pipeline only to find nothing in it. */
function registeredByOthers(): TracerProvider | undefined {
  const live: Registered | undefined = liveGlobals()?.trace;
  return live?.foreign === undefined ? live : live.foreign();
}
