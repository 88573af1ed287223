import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { app, cleanEnv, PRELOAD } from './run-node.ts';
import { metricsUrl } from './scrape.ts';

/** A program with everything that metrics tell of, which runs and is scraped until it is ended. */
export interface Worker {
  /** Base address of its metrics. */
  readonly url: string;
  end(): Promise<void>;
}

/** @param way `clash` for one whose own metrics do not fit, with an OpenTelemetry set-up of its own */
export async function startWorker(
  way: 'plain' | 'clash' = 'plain',
  env: Readonly<Record<string, string>> = {},
): Promise<Worker> {
  const flags = way === 'plain' ? ['--require', PRELOAD] : ['--import', pathToFileURL(app('setup/node-sdk.mjs')).href];
  const child = spawn(process.execPath, [...flags, app('metrics/worker.mjs'), way], {
    env: {
      ...cleanEnv(),
      OTEL_METRICS_EXPORTER: 'prometheus',
      OTEL_TRACES_EXPORTER: 'none',
      OTEL_EXPORTER_PROMETHEUS_PORT: '0',
      MCP_OTEL_LOG: 'info',
      MCP_OTEL_SESSION_IDLE_MS: '1000',
      ...env,
    },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  return {
    url: await metricsUrl(child),
    end: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
