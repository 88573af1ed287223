import type { Transport } from './transport.ts';

export interface RetryOptions {
  /** Tries in all, the first included. */
  readonly tries: number;
  readonly firstDelayMs: number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Between 0 and 1; spreads the senders of a fleet. */
  readonly random: () => number;
}

/** The transport, tried again while its answer says that this may help. A server's Retry-After wins over our own delay. */
export function createRetryingTransport(inner: Transport, options: RetryOptions): Transport {
  return {
    async send(body) {
      for (let attempt = 1; ; attempt += 1) {
        const answer = await inner.send(body);
        if (answer.status !== 'retryable' || attempt >= options.tries) return answer;
        await options.sleep(retryDelay(answer.afterMs, attempt, options));
      }
    },
  };
}

/** What a server may ask us to wait at most: nobody should be able to silence a process for a day. */
const MAX_RETRY_AFTER_MS = 5 * 60_000;
/** `Retry-After: 0` is no reason to send the same batch a thousand times a second. */
const MIN_RETRY_AFTER_MS = 1_000;
/** Longest delay of our own choice. */
const MAX_BACKOFF_MS = 30_000;

/** The server's Retry-After, or a doubling delay with half of it random, in milliseconds. */
export function retryDelay(
  afterMs: number | undefined,
  attempt: number,
  { firstDelayMs, random }: Pick<RetryOptions, 'firstDelayMs' | 'random'>,
): number {
  if (afterMs !== undefined) return Math.min(MAX_RETRY_AFTER_MS, Math.max(MIN_RETRY_AFTER_MS, afterMs));
  return Math.min(MAX_BACKOFF_MS, firstDelayMs * 2 ** (attempt - 1) * (0.5 + random() / 2));
}
