import type { Clock } from '../clock.ts';
import type { Flushable } from '../start-pipeline.ts';
import type { ExitOptions } from './flush-at-exit.ts';

/** The steps of an ending, for all pipelines of the process. Together they hold it for `shutdownMs` at most. */
export interface Guard {
  add(flushable: Flushable, options: Pick<ExitOptions, 'shutdownMs' | 'onEnd'>): void;
  end(): void;
  flush(): Promise<void>;
  /** Sends what is left; what cannot be sent is lost. */
  flushSync(): void;
  /** Sends what can be sent of a process that may go on; the rest stays where it is. */
  rescueSync(): void;
  /** Books and tells what is lost. */
  giveUp(): void;
}

/** A process that has gone on for so long has a budget again, in milliseconds. */
const FORGET_MS = 10_000;

/**
 * A timer cuts off its fraction of a millisecond and may ring up to one more too early. What that leaves of a budget that was
 * waited out is no time: with it, spans without an answer would pass for spans whose answer is only late.
 */
const TIMER_EARLY_MS = 2;

export function createGuard({ now, setTimeout, clearTimeout }: Clock): Guard {
  const flushables: Flushable[] = [];
  const endings: (() => void)[] = [];
  let shutdownMs = 0;
  let heldMs = 0;
  let lastHeldMs = 0;
  const remainingMs = (): number => {
    if (now() - lastHeldMs > FORGET_MS) heldMs = 0;
    const leftMs = shutdownMs - heldMs;
    return leftMs < TIMER_EARLY_MS ? 0 : leftMs;
  };
  const book = (sinceMs: number): void => {
    lastHeldMs = now();
    heldMs += lastHeldMs - sinceMs;
  };
  const each = (step: (flushable: Flushable) => void): void => {
    const sinceMs = now();
    for (const flushable of flushables) quietly(() => step(flushable));
    book(sinceMs);
  };
  return {
    add(flushable, options) {
      flushables.push(flushable);
      endings.push(options.onEnd);
      shutdownMs = Math.max(shutdownMs, options.shutdownMs);
    },
    end: () => endings.forEach(quietly),
    async flush() {
      const sinceMs = now();
      await new Promise<void>((resolve) => {
        // Holds the process while sockets, which do not, are at work; cleared as soon as they are done.
        const deadline = setTimeout(resolve, remainingMs());
        void Promise.allSettled(flushables.map((flushable) => flushable.flush())).then(() => {
          clearTimeout(deadline);
          resolve();
        });
      });
      book(sinceMs);
    },
    flushSync: () => each((flushable) => flushable.flushSync(remainingMs())),
    rescueSync: () => each((flushable) => flushable.rescueSync(remainingMs())),
    giveUp: () => each((flushable) => flushable.flushSync(0)),
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
