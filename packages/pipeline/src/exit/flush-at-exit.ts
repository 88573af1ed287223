import type { Clock } from '../clock.ts';
import type { Flushable } from '../start-pipeline.ts';

/** What the guard needs of its surroundings. */
export interface ExitOptions {
  readonly clock: Clock;
  /** Most time that sending what is left may hold the process, in milliseconds. */
  readonly shutdownMs: number;
  /** Runs when it is certain that the process ends: what is open is recorded as ended. May run more than once. */
  readonly onEnd: () => void;
}

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * Sends what is left at every ending that leaves time for it: signals, an event loop that runs dry, and the `exit` event
 * (`process.exit`, an uncaught exception). The exit code and the signal stay what they are without us, and so does what
 * the application's own listeners see.
 */
export function flushAtExit(pipeline: Flushable, options: ExitOptions): void {
  const guard = createGuard(pipeline, options);
  for (const signal of signals) onSignal(signal, guard);
  let tried = false;
  const onBeforeExit = (): void => {
    // Our work makes the loop run dry a second time, which an application that listens itself would notice.
    if (tried || process.listenerCount('beforeExit') > 1) return;
    tried = true;
    guard.end();
    void guard.flush();
  };
  process.on('beforeExit', onBeforeExit);
  process.on('exit', () => {
    guard.end();
    guard.flushSync();
  });
}

/** The steps of an ending. All of them together hold the process for `shutdownMs` at most. */
interface Guard {
  end(): void;
  flush(): Promise<void>;
  flushSync(): void;
  /** Books and tells what is lost. */
  giveUp(): void;
}

function createGuard(pipeline: Flushable, { clock, shutdownMs, onEnd }: ExitOptions): Guard {
  let heldMs = 0;
  const remainingMs = (): number => Math.max(0, shutdownMs - heldMs);
  const book = (sinceMs: number): void => {
    heldMs += clock.now() - sinceMs;
  };
  return {
    end: () => quietly(onEnd),
    async flush() {
      const sinceMs = clock.now();
      await new Promise<void>((resolve) => {
        // Holds the process while sockets, which do not, are at work; cleared as soon as they are done.
        const deadline = clock.setTimeout(resolve, remainingMs());
        void pipeline.flush().then(() => {
          clock.clearTimeout(deadline);
          resolve();
        });
      });
      book(sinceMs);
    },
    giveUp: () => quietly(() => pipeline.flushSync(0)),
    flushSync() {
      const sinceMs = clock.now();
      quietly(() => pipeline.flushSync(remainingMs()));
      book(sinceMs);
    },
  };
}

/** An exception of ours in an `exit` listener would keep the application's later ones from running. */
function quietly(step: () => void): void {
  try {
    step();
  } catch {
    // The process ends; there is nothing left to do about it.
  }
}

/**
 * A listener cancels Node's default of ending on the signal. So when ours is the only one, the signal is raised again
 * after the flush. When the application has its own, ending is its business, and it may end right there, or raise the
 * signal itself once it finds its own listeners alone; so ours is out of the list while they run, and what is left is
 * sent before them.
 */
function onSignal(signal: NodeJS.Signals, guard: Guard): void {
  const listener = (): void => {
    process.removeListener(signal, listener);
    if (process.listenerCount(signal) > 0) {
      // SIGHUP usually means: read your configuration again.
      if (signal !== 'SIGHUP') guard.flushSync();
      setImmediate(listen).unref();
      return;
    }
    guard.end();
    void guard.flush().then(() => {
      guard.giveUp();
      process.kill(process.pid, signal);
    });
  };
  const listen = (): void => void process.prependListener(signal, listener);
  listen();
}
