/** What a command gets from the command line, and where it writes. */
export interface CommandContext {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: NodeJS.WriteStream;
}

/** One command of `mcp-otel`. */
export interface Command {
  readonly name: string;
  readonly brief: string;
  /** @returns the exit code: 0 done, 1 the command found something wrong, 2 it was called wrongly */
  run(context: CommandContext): Promise<number>;
}

/** A mistake on the command line; its message tells the repair. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
