/** What there is to know about a database before the first connection. */
export interface DatabaseSettings {
  /** `postgres://user:password@host:5432/database?sslmode=verify-full`. */
  readonly url: string;
  readonly schema: string;
  /** Whether the schema is brought to the present version (`auto`), only looked at (`check`), or taken as it is (`off`). */
  readonly migrate: 'auto' | 'check' | 'off';
  /** Longest time for one batch, in milliseconds; a minute where nothing is said. */
  readonly batchMs?: number;
  /** File with the password, read anew for each connection. */
  readonly passwordFile?: string | undefined;
  /** Command that prints the password, run anew for each connection. */
  readonly passwordCommand?: string | undefined;
}
