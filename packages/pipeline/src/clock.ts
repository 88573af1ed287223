/** Time as the pipeline needs it. */
export interface Clock {
  readonly setTimeout: typeof setTimeout;
  readonly clearTimeout: typeof clearTimeout;
  readonly setImmediate: typeof setImmediate;
  /** Milliseconds since some fixed moment, never going back. */
  readonly now: () => number;
  /** Milliseconds since 1970. */
  readonly epoch: () => number;
}

/** The clock of this process, taken now: an application's fake timers, installed later, are not ours to wait for. */
export function captureClock(): Clock {
  const { performance, Date, setTimeout, clearTimeout, setImmediate } = globalThis;
  const now = performance.now.bind(performance);
  return { setTimeout, clearTimeout, setImmediate, now, epoch: Date.now.bind(Date) };
}
