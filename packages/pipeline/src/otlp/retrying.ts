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
        await options.sleep(answer.afterMs ?? backoff(attempt, options));
      }
    },
  };
}

/** Doubling delay with half of it random. */
export function backoff(
  attempt: number,
  { firstDelayMs, random }: Pick<RetryOptions, 'firstDelayMs' | 'random'>,
): number {
  return firstDelayMs * 2 ** (attempt - 1) * (0.5 + random() / 2);
}
