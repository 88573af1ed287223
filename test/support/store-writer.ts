import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { app, cleanEnv } from './run-node.ts';

/** A program that stores spans, and what it has said. */
export interface StoreWriter {
  /** Before the number of each of its spans in its name. */
  readonly name: string;
  /** Spans that are on disk for certain. */
  readonly onDisk: () => number;
  readonly kill: () => Promise<void>;
  /** Ends it in peace. @returns what its books say */
  readonly end: () => Promise<Readonly<Record<string, number>>>;
  /** Resolves with its first spans. */
  readonly begun: Promise<unknown>;
  readonly stderr: () => string;
}

let made = 0;

/** How a writer writes. */
export interface StoreWriterOptions {
  /** Between two rounds of spans. */
  readonly pauseMs?: number;
  /** Most bytes of a file that it may write, in KiB. */
  readonly fileLimit?: number;
}

export function startStoreWriter(
  env: Readonly<Record<string, string>>,
  { pauseMs = 1, fileLimit }: StoreWriterOptions = {},
): StoreWriter {
  made += 1;
  const name = `writer-${made}`;
  const limit = fileLimit === undefined ? '' : `ulimit -f ${fileLimit}; `;
  const args = [process.execPath, app('store/writer.mjs'), name, String(pauseMs)];
  const child = spawn('bash', ['-c', `${limit}exec "$@"`, 'bash', ...args], {
    env: { ...cleanEnv(), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.on('error', () => undefined); // It may be gone already.
  const lines = (): readonly string[] => stdout.split('\n').slice(0, -1); // The last may be half a line.
  return {
    name,
    begun: Promise.race([once(child.stdout, 'data'), closed]),
    onDisk: () => Number(lines().findLast((line) => /^\d+$/.test(line)) ?? 0),
    kill: async () => {
      child.kill('SIGKILL');
      await closed;
    },
    end: async () => {
      child.stdin.end();
      await closed;
      return JSON.parse(lines().at(-1) ?? '{}') as Readonly<Record<string, number>>;
    },
    stderr: () => stderr,
  };
}
