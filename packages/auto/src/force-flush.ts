import { slot } from '@mcp-otel/core';
import { liveGlobals } from '@mcp-otel/instrumentation/seam';
import { flushProvider } from './flush-provider.ts';

/** How this process's own pipeline is flushed; nothing while it has none. */
export const flusher = (): { flush?: () => Promise<void> } => slot('flusher', () => ({}));

/**
 * Sends everything that waits, through our pipeline and through the application's own provider: for serverless handlers,
 * which are frozen once they have answered. Never rejects; what could not be sent waits for the next try.
 */
export async function forceFlush(): Promise<void> {
  const provider = liveGlobals()?.trace;
  await Promise.all([flusher().flush?.(), provider && flushProvider(provider)]);
}
