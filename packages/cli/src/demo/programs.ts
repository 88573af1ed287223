import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DEMO_FOLDER } from './story.ts';

const { resolve } = createRequire(import.meta.url);

/** The preload, as an application's own `--require @mcp-otel/auto` would find it. */
const PRELOAD: string = resolve('@mcp-otel/auto');

/** A line that a program printed, and when it came. */
export interface SpokenLine {
  readonly text: string;
  readonly atMs: number;
}

/** A server program that listens on loopback. */
export interface HttpServer {
  readonly port: number;
  /** Ends it as an operator would, and waits until it is gone; does nothing the second time. */
  stop(): Promise<void>;
}

/** Starts an HTTP server program with the preload, and waits for the port that it listens on. */
export async function startHttpServer(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<HttpServer> {
  const child = fork(file, [...args], {
    env: { ...env, PORT: '0' },
    execArgv: ['--require', PRELOAD, '--require', fileURLToPath(new URL('listen-on-loopback.cjs', DEMO_FOLDER))],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const exited = once(child, 'exit');
  const port = await portOf(child, file);
  return {
    port,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** Runs a program of the demo to its end and gives back what it said. Its stderr is shown when it fails. */
export async function runProgram(
  name: string,
  env: NodeJS.ProcessEnv,
  deadlineMs: number,
): Promise<{ readonly lines: readonly SpokenLine[]; readonly failure: string | undefined }> {
  const file = fileURLToPath(new URL(name, DEMO_FOLDER));
  const child = spawn(process.execPath, ['--require', PRELOAD, file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: SpokenLine[] = [];
  const complaints: string[] = [];
  createInterface(child.stdout).on('line', (text) => lines.push({ text, atMs: Date.now() }));
  createInterface(child.stderr).on('line', (text) => complaints.push(text));
  const deadline = setTimeout(() => child.kill('SIGKILL'), deadlineMs);
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  clearTimeout(deadline);
  const failure =
    code === 0 ? undefined : `${name} ended with ${signal ?? `code ${code}`}: ${complaints.join(' | ').slice(-800)}`;
  return { lines, failure };
}

/** Path of a published server's program. */
export function serverProgram(module: string): string {
  return resolve(module);
}

async function portOf(child: ChildProcess, file: string): Promise<number> {
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`${file} ended with code ${String(code)} before it listened`);
  });
  const told = once(child, 'message').then(([message]) => (message as { readonly port: number }).port);
  return Promise.race([told, exited]);
}
