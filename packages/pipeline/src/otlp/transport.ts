/** Sends one encoded request. Expected failures are values, not exceptions, because every caller must decide on them. */
export interface Transport {
  /** @param written told when the operating system has taken the whole request */
  send(body: Uint8Array, written?: () => void): Promise<Answer>;
}

/** What became of a request. */
export type Answer =
  | { readonly status: 'accepted'; readonly body: Uint8Array }
  | { readonly status: 'retryable'; readonly afterMs?: number; readonly reason: string }
  /** The receiver takes smaller requests only (HTTP 413). */
  | { readonly status: 'too_large'; readonly reason: string }
  | { readonly status: 'rejected'; readonly reason: string };
