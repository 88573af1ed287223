import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The built preload, as an application would load it. */
export const PRELOAD = fileURLToPath(new URL('../../packages/auto/dist/preload.cjs', import.meta.url));

/** Absolute path of a program under `test/apps`. */
export function app(name: string): string {
  return fileURLToPath(new URL(`../apps/${name}`, import.meta.url));
}

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Node binary; the running one by default. */
  readonly node?: string;
  /** Flags before the program; `--require` of the preload by default. */
  readonly flags?: readonly string[];
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What is written to stdin, which is then closed. */
  readonly input?: string;
  /** Called once the program runs. */
  readonly meanwhile?: (child: ChildProcess) => void | Promise<void>;
}

/** Runs a program to its end, with no telemetry settings but the given ones. */
export async function runNode(file: string, options: RunOptions = {}): Promise<Ended> {
  const {
    node = process.execPath,
    flags = ['--require', PRELOAD],
    args = [],
    env = {},
    cwd,
    input,
    meanwhile,
  } = options;
  const child = spawn(node, [...flags, file, ...args], {
    env: { ...cleanEnv(), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(cwd !== undefined && { cwd }),
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  child.stdin.on('error', () => undefined); // The program may end before it has read everything.
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  if (meanwhile === undefined) child.stdin.end(input ?? '');
  else await meanwhile(child);
  const [code, signal] = await closed;
  return {
    code,
    signal,
    stdout: Buffer.concat(stdout).toString('utf8'),
    stderr: Buffer.concat(stderr).toString('utf8'),
  };
}

/** This process's environment without anything that would change telemetry or Node. */
export function cleanEnv(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:MCP_)?OTEL_|^NODE_|^VITEST/.test(name));
  return Object.fromEntries(kept);
}
