import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cleanEnv, PRELOAD } from './run-node.ts';

/** A server program that listens on a free loopback port and tells it to its parent. */
export interface HttpServer extends AsyncDisposable {
  readonly url: string;
  /** Ends it with the given signal and waits until it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * Node holds the abort of a request weakly: after a collection of garbage a server no longer learns that its client is
 * gone, with us or without. With a young generation of this size, in MB, none happens while a test runs.
 */
const ROOMY = ['--min-semi-space-size=64', '--max-semi-space-size=64'];

export async function startHttpServer(
  file: string,
  env: Readonly<Record<string, string>>,
  node: string = process.execPath,
  flags: readonly string[] = ['--require', PRELOAD],
): Promise<HttpServer> {
  const child = fork(file, ['http'], {
    execPath: node,
    execArgv: [...ROOMY, ...flags],
    env: { ...cleanEnv(), ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }];
  const exited = once(child, 'exit');
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  return { url: `http://127.0.0.1:${port}/mcp`, stop, [Symbol.asyncDispose]: () => stop() };
}
