const WINDOW_MS = 60_000;
const MAX_FAILURES = 5;

/** Runs code inside the application's calls: no exception of it ever leaves it. */
export interface Breaker {
  /** Whether the code has been switched off. */
  readonly isOpen: boolean;
  /** The result, or undefined when the code failed or has been switched off. */
  run<Result>(what: string, task: () => Result): Result | undefined;
}

/** What a breaker says, each once. */
export interface BreakerWords {
  /** @param what the step that failed */
  readonly failed: (what: string) => string;
  readonly off: string;
}

/** Our own code: a bug of ours must not cost the application a burst of caught exceptions on every call. */
export const ownCode: BreakerWords = {
  failed: (what) => `internal error in ${what}, the application is not affected`,
  off: `${MAX_FAILURES} internal errors within a minute: MCP telemetry of this process is switched off`,
};

/** Our own code for calls of models. */
export const ownModelCode: BreakerWords = {
  ...ownCode,
  off: `${MAX_FAILURES} internal errors within a minute: telemetry of model calls is switched off in this process`,
};
/** Our own code for the conservation ledger. */
export const ownLedgerCode: BreakerWords = {
  ...ownCode,
  off: `${MAX_FAILURES} internal errors within a minute: the conservation ledger is switched off in this process`,
};
/** The hooks that the application has given us. */
export const applicationHooks: BreakerWords = {
  failed: (what) => `the application's ${what} has thrown, its span goes on`,
  off: `${MAX_FAILURES} exceptions within a minute: the application's hooks are switched off`,
};

/** Five failures within a minute switch the code off for good, with one sentence. */
export function createBreaker(warn: (sentence: string) => void, now: () => number, words = ownCode): Breaker {
  const failures: number[] = [];
  let open = false;
  const fail = (what: string, error: unknown): void => {
    const moment = now();
    failures.push(moment);
    while (failures.length > 0 && moment - (failures[0] ?? moment) > WINDOW_MS) failures.shift();
    open = failures.length >= MAX_FAILURES;
    if (failures.length === 1) warn(`${words.failed(what)}: ${messageOf(error)}`);
    if (open) warn(words.off);
  };
  return {
    get isOpen() {
      return open;
    },
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
