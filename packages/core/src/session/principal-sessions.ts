/** An idle time after which the same principal begins a new session, in milliseconds. */
export const PRINCIPAL_IDLE_MS = 30 * 60_000;

const MAX_PRINCIPALS = 10_000;

interface Window {
  id: string;
  lastSeenMs: number;
}

/**
 * Sessions of servers that many authenticated clients share without `Mcp-Session-Id`: one per subject and client until
 * it has been idle for half an hour. Ids are random, so they tell nothing about the subject. Memory is bounded; the
 * principal seen longest ago is forgotten first.
 */
export class PrincipalSessions {
  readonly #windows = new Map<string, Window>();
  readonly #newId: () => string;

  constructor(newId: () => string) {
    this.#newId = newId;
  }

  /** Id of the session that this principal is in at the given time. */
  at(subject: string, client: string, nowMs: number): string {
    const key = JSON.stringify([subject, client]);
    const known = this.#windows.get(key);
    this.#windows.delete(key); // Re-insertion keeps the map in order of last use.
    const alive = known !== undefined && nowMs - known.lastSeenMs <= PRINCIPAL_IDLE_MS;
    const window = { id: alive ? known.id : this.#newId(), lastSeenMs: nowMs };
    this.#windows.set(key, window);
    this.#forgetOldest();
    return window.id;
  }

  #forgetOldest(): void {
    if (this.#windows.size <= MAX_PRINCIPALS) return;
    const oldest = this.#windows.keys().next();
    if (!oldest.done) this.#windows.delete(oldest.value);
  }
}
