const WINDOW_MS = 60_000;
const MAX_FAILURES = 5;

/** Runs our own code inside the application's: no exception of ours ever leaves it. */
export interface Breaker {
  /** The result, or undefined when our code failed or has been switched off. */
  run<Result>(what: string, task: () => Result): Result | undefined;
}

/**
 * Five failures within a minute switch the seam off for good, with one sentence: a bug of ours must not cost the
 * application a burst of caught exceptions on every call.
 */
export function createBreaker(warn: (sentence: string) => void, now: () => number): Breaker {
  const failures: number[] = [];
  let open = false;
  const fail = (what: string, error: unknown): void => {
    const moment = now();
    failures.push(moment);
    while (failures.length > 0 && moment - (failures[0] ?? moment) > WINDOW_MS) failures.shift();
    open = failures.length >= MAX_FAILURES;
    if (failures.length === 1) warn(`internal error in ${what}, the application is not affected: ${messageOf(error)}`);
    if (open) warn(`${MAX_FAILURES} internal errors within a minute: MCP telemetry of this process is switched off`);
  };
  return {
    run(what, task) {
      if (open) return undefined;
      try {
        return task();
      } catch (error) {
        fail(what, error);
        return undefined;
      }
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'not an Error';
}
