import { theSeam } from './the-seam.ts';

/**
 * Tells that a session is over, so that its books are closed now and not after an idle time: its settlement leaves, and its
 * tokens move from the open counters to the closed ones. What comes later under the same id is a new accounting period.
 * Does nothing for a session that is not open.
 *
 * @param session `mcp_otel.session.id` of its spans, such as the conversation's id
 */
export function closeSession(session: string): void {
  const { ledger, sessions } = theSeam();
  sessions.end(session);
  ledger.close(session);
}
