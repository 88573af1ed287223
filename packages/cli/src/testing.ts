import { Writable } from 'node:stream';
import { run } from './run.ts';

/** How a command ended, and what it said. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `mcp-otel` in this process, for tests. */
export async function runCommand(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
  const texts = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof texts): NodeJS.WriteStream =>
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        texts[name] += chunk.toString();
        done();
      },
    }) as NodeJS.WriteStream;
  const code = await run(args, { env, stdout: stream('stdout'), stderr: stream('stderr') });
  return { code, ...texts };
}
