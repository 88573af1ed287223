/** What an alert means to whoever is woken by it. */
export interface Runbook {
  readonly meaning: string;
  /** Causes in the order in which to look, each with how to tell and what to do. */
  readonly checks: readonly (readonly [string, string])[];
  readonly query?: string;
}
