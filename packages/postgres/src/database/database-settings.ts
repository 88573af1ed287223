/** What there is to know about a database before the first connection. */
export interface DatabaseSettings {
  /** `postgres://user:password@host:5432/database?sslmode=verify-full`. */
  readonly url: string;
  readonly schema: string;
  /** Whether the schema is brought to the present version (`auto`), only looked at (`check`), or taken as it is (`off`). */
  readonly migrate: 'auto' | 'check' | 'off';
  /** File with the password, read anew for each connection. */
  readonly passwordFile?: string | undefined;
  /** Command that prints the password, run anew for each connection. */
  readonly passwordCommand?: string | undefined;
}
