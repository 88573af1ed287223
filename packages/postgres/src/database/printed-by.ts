import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const COMMAND_MS = 10_000;

/**
 * What a shell command prints, without the last line break.
 *
 * @throws Error that says how it ended, never with the command or what it printed
 */
export async function printedBy(command: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', command], { timeout: COMMAND_MS });
    return stdout.replace(/\r?\n$/, '');
  } catch (error) {
    const { code, signal } = error as { readonly code?: unknown; readonly signal?: unknown };
    throw new Error(`the command ended with ${String(signal ?? code)}`, { cause: error });
  }
}
