import type { PartitionSize } from '@mcp-otel/postgres';

/** What an action of `mcp-otel db` is told. */
export interface DbOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Folder of the private cluster. */
  readonly folder: string;
  /** Address of a database, by option. */
  readonly postgres: string | undefined;
  readonly schema: string;
  /** Time of one partition, for `up`. */
  readonly partition: PartitionSize | undefined;
}

/** What came of an action. */
export interface Done {
  /** For `--json`; without an address, which holds a password, unless that is what was asked for. */
  readonly told: object;
  /** The same for people. */
  readonly text: string;
  /** Exit code: 1 where something is not as it should be. */
  readonly code: 0 | 1;
}

/** One action of `mcp-otel db`. */
export type Action = (options: DbOptions) => Promise<Done>;
