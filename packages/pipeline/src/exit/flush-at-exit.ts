import type { Clock } from '../clock.ts';
import type { Pipeline } from '../start-pipeline.ts';

/** What the guard needs of its surroundings. */
export interface ExitOptions {
  readonly clock: Clock;
  /** Most time that sending what is left may add to the end of the process, in milliseconds. */
  readonly shutdownMs: number;
  /** Runs before the last flush: what is open is recorded as ended. */
  readonly beforeLastFlush: () => void;
}

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * Sends what is left at every ending that leaves time for it: signals, an event loop that runs dry, and the `exit` event
 * (`process.exit`, an uncaught exception). The exit code and the signal stay what they are without us.
 */
export function flushAtExit(pipeline: Pipeline, options: ExitOptions): void {
  const flushed = flushUnderDeadline(pipeline, options);
  for (const signal of signals) onSignal(signal, flushed);
  let triedInPeace = false;
  process.on('beforeExit', () => {
    if (triedInPeace) return; // The work below makes the loop run dry a second time.
    triedInPeace = true;
    void flushed();
  });
  process.on('exit', () => {
    pipeline.flushSync(options.shutdownMs);
  });
}

/** Flushes at most once at a time; resolves when all is sent, has failed, or the deadline is over. */
function flushUnderDeadline(
  pipeline: Pipeline,
  { clock, shutdownMs, beforeLastFlush }: ExitOptions,
): () => Promise<void> {
  return async () => {
    beforeLastFlush();
    await new Promise<void>((resolve) => {
      // Holds the process while sockets, which do not, are at work; cleared as soon as they are done.
      const deadline = clock.setTimeout(resolve, shutdownMs);
      void pipeline.flush().then(() => {
        clock.clearTimeout(deadline);
        resolve();
      });
    });
  };
}

/**
 * A listener cancels Node's default of ending on the signal. So when ours is the only one, the signal is raised again
 * after the flush; when the application has its own, ending is its business, and it may itself exit before we are done.
 */
function onSignal(signal: NodeJS.Signals, flush: () => Promise<void>): void {
  let ending = false;
  const listener = (): void => {
    // Asked now and not earlier: an application may add its listener at any time, or use `once`.
    const alone = process.listenerCount(signal) === 1;
    if (ending && alone) return;
    ending = true;
    void flush().then(() => {
      if (!alone) return;
      process.removeListener(signal, listener);
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
  };
  process.prependListener(signal, listener);
}
