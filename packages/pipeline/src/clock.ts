/** Time as the pipeline needs it. */
export interface Clock {
  readonly setTimeout: typeof setTimeout;
  readonly clearTimeout: typeof clearTimeout;
  /** Milliseconds since some fixed moment, never going back. */
  readonly now: () => number;
  /** Milliseconds since 1970. */
  readonly epoch: () => number;
}

/** The clock of this process, taken now: an application's fake timers, installed later, are not ours to wait for. */
export function captureClock(): Clock {
  const { performance, Date } = globalThis;
  const now = performance.now.bind(performance);
  return { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout, now, epoch: Date.now.bind(Date) };
}
