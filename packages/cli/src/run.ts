import { VERSION } from '@mcp-otel/core';
import { artifacts } from './commands/artifacts.ts';
import { audit } from './commands/audit.ts';
import { UsageError, type Command } from './commands/command.ts';
import { db } from './commands/db.ts';
import { createDemo } from './commands/demo.ts';
import { ledger } from './commands/ledger.ts';

const commands: readonly Command[] = [createDemo(), ledger, artifacts, db, audit];

/** What the command needs of its process. */
export interface Io {
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** Runs `mcp-otel` with its arguments; never rejects. @returns the exit code */
export async function run(argv: readonly string[], { env, stdout, stderr }: Io): Promise<number> {
  const [name = '--help', ...args] = argv;
  if (name === '--version') return print(stdout, VERSION);
  if (name === '--help' || name === 'help') return print(stdout, help());
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined)
    return complain(stderr, `there is no command ${JSON.stringify(name)}; try mcp-otel --help`, 2);
  try {
    return await command.run({ args, env, stdout });
  } catch (error) {
    return complain(
      stderr,
      error instanceof Error ? error.message : String(error),
      error instanceof UsageError ? 2 : 1,
    );
  }
}

function help(): string {
  const lines = commands.map(({ name, brief }) => `  ${name.padEnd(10)} ${brief}`);
  return ['Usage: mcp-otel <command>', '', ...lines, '', '  --help, --version'].join('\n');
}

function print(stream: NodeJS.WriteStream, text: string): number {
  stream.write(`${text}\n`);
  return 0;
}

function complain(stream: NodeJS.WriteStream, sentence: string, code: number): number {
  stream.write(`mcp-otel: ${sentence}\n`);
  return code;
}
