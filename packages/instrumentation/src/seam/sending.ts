import type { Context } from '@opentelemetry/api';

/** What is to be sent in place of a message, and what to do when sending is over. */
export interface Sending {
  readonly message: unknown;
  /** Context in which the transport works, so that its own HTTP request becomes a child. */
  readonly context: Context;
  readonly sent: () => void;
  readonly failed: (error: unknown) => void;
}
