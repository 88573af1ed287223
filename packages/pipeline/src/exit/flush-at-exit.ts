import { slot } from '@mcp-otel/core';
import type { Clock } from '../clock.ts';
import type { Flushable } from '../start-pipeline.ts';
import { createGuard, type Guard } from './guard.ts';

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
 * the application's own listeners see. However many pipelines a process has, it has one guard: two would take each other
 * for the application.
 */
export function flushAtExit(flushable: Flushable, options: ExitOptions): void {
  slot('exit-guard', () => install(createGuard(options.clock))).add(flushable, options);
}

function install(guard: Guard): Guard {
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
  return guard;
}

/**
 * A listener cancels Node's default of ending on the signal. So when ours is the only one, the signal is raised again
 * after the flush. When the application has its own, ending is its business, and it may end right there, go on, or raise
 * the signal itself once it finds its own listeners alone; so ours is out of the list while they run, and what can be sent
 * is sent before them.
 */
function onSignal(signal: NodeJS.Signals, guard: Guard): void {
  const listener = (): void => {
    process.removeListener(signal, listener);
    if (process.listenerCount(signal) > 0) {
      // SIGHUP usually means: read your configuration again.
      if (signal !== 'SIGHUP') guard.rescueSync();
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
