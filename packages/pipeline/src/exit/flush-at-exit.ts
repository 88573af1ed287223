import type { Clock } from '../clock.ts';
import type { Pipeline } from '../start-pipeline.ts';

/** What the guard needs of its surroundings. */
export interface ExitOptions {
  readonly clock: Clock;
  /** Most time that sending what is left may add to the end of the process, in milliseconds. */
  readonly shutdownMs: number;
  /** Runs when it is certain that the process ends: what is open is recorded as ended. May run more than once. */
  readonly onEnd: () => void;
}

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * Sends what is left at every ending that leaves time for it: signals, an event loop that runs dry, and the `exit` event
 * (`process.exit`, an uncaught exception). The exit code and the signal stay what they are without us.
 */
export function flushAtExit(pipeline: Pipeline, options: ExitOptions): void {
  const ending = createEnding(pipeline, options);
  for (const signal of signals) onSignal(signal, ending, options);
  let triedInPeace = false;
  process.on('beforeExit', () => {
    if (triedInPeace) return; // The work below makes the loop run dry a second time.
    triedInPeace = true;
    options.onEnd();
    void ending.flush();
  });
  process.on('exit', () => {
    options.onEnd();
    pipeline.flushSync(ending.remainingMs());
  });
}

interface Ending {
  /** Resolves when all is sent, has failed, or the time is over. */
  flush(): Promise<void>;
  /** What is left of the time that an ending may take, however many steps it has. */
  remainingMs(): number;
}

function createEnding(pipeline: Pipeline, { clock, shutdownMs }: ExitOptions): Ending {
  let beganMs: number | undefined;
  const remainingMs = (): number => Math.max(0, shutdownMs - (clock.now() - (beganMs ?? clock.now())));
  const flush = async (): Promise<void> => {
    beganMs ??= clock.now();
    await new Promise<void>((resolve) => {
      // Holds the process while sockets, which do not, are at work; cleared as soon as they are done.
      const deadline = clock.setTimeout(resolve, remainingMs());
      void pipeline.flush().then(() => {
        clock.clearTimeout(deadline);
        resolve();
      });
    });
  };
  return { flush, remainingMs };
}

/**
 * A listener cancels Node's default of ending on the signal. So when ours is the only one, the signal is raised again
 * after the flush; when the application has its own, ending is its business, and it may itself exit before we are done.
 */
function onSignal(signal: NodeJS.Signals, { flush }: Ending, { onEnd }: ExitOptions): void {
  let ending = false;
  const listener = (): void => {
    // Asked now and not earlier: an application may add its listener at any time, or use `once`.
    const alone = process.listenerCount(signal) === 1;
    if (ending && alone) return;
    ending = true;
    if (alone) onEnd();
    void flush().then(() => {
      if (!alone) return;
      process.removeListener(signal, listener);
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
  };
  process.prependListener(signal, listener);
}
