import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '@mcp-otel/pipeline';
import { stringify } from 'yaml';

/** A server program of a test that is ended with it. */
export interface TestServer extends AsyncDisposable {
  readonly url: string;
}

/** Starts a program and waits until a path of it answers. */
export async function startServer(
  program: string,
  args: readonly string[],
  cwd: string,
  ready: string,
): Promise<TestServer> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const url = new URL(ready).origin;
  const deadline = Date.now() + 30_000;
  while (!(await answers(ready))) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`${program} does not answer: ${said.join('').slice(-2_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { url, [Symbol.asyncDispose]: () => end(child) };
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url);
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await exited;
  clearTimeout(patience);
}

/** What a Prometheus of a test is to do. */
export interface PrometheusOptions {
  /** The program; that of the system by default. */
  readonly program?: string;
  /** Where its configuration and data are; rule files are relative to it. */
  readonly folder: string;
  readonly targets: readonly { readonly job: string; readonly addresses: readonly string[] }[];
  readonly ruleFiles: readonly string[];
  /** Takes metrics over OTLP as well; from version 3 on. */
  readonly otlp?: boolean;
  /** Address of an Alertmanager. */
  readonly alertmanager?: string;
}

/** Starts a real Prometheus that scrapes and evaluates every second. */
export async function startPrometheus(options: PrometheusOptions): Promise<TestServer> {
  const { program = 'prometheus', folder, targets, ruleFiles, alertmanager, otlp = false } = options;
  await mkdir(join(folder, 'data'), { recursive: true });
  await writeFile(
    join(folder, 'prometheus.yml'),
    stringify({
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: ruleFiles,
      scrape_configs: targets.map(({ job, addresses }) => ({
        job_name: job,
        static_configs: [{ targets: addresses }],
      })),
      ...(alertmanager !== undefined && {
        alerting: { alertmanagers: [{ static_configs: [{ targets: [new URL(alertmanager).host] }] }] },
      }),
    }),
  );
  const address = `127.0.0.1:${await freePort()}`;
  const args = [
    '--config.file=prometheus.yml',
    '--storage.tsdb.path=data',
    `--web.listen-address=${address}`,
    '--log.level=warn',
    ...(otlp ? ['--web.enable-otlp-receiver'] : []),
  ];
  return startServer(program, args, folder, `http://${address}/-/ready`);
}

/** An answer of Prometheus’ API. */
interface ApiAnswer<Data> {
  readonly status: 'success' | 'error';
  readonly error?: string;
  readonly data: Data;
}

/** Asks Prometheus’ API. @throws Error with what it complains about */
export async function ask<Data>(
  url: string,
  path: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Data> {
  const answer = await fetch(`${url}/api/v1/${path}?${String(new URLSearchParams(parameters))}`);
  const { status, error, data } = (await answer.json()) as ApiAnswer<Data>;
  if (status !== 'success') throw new Error(`${error} in ${parameters['query'] ?? path}`);
  return data;
}

/** Series that an expression gives now. */
export async function query(url: string, expr: string): Promise<readonly Sample[]> {
  const { result } = await ask<{ readonly result: readonly Sample[] }>(url, 'query', { query: expr });
  return result;
}

/** One series of an answer, with its value as text. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

/** Recording rules and alerts of a file, evaluated every second instead of at their own pace. */
export function hurried(rules: string): string {
  return rules.replaceAll(/^(\s+interval:) .*$/gm, '$1 1s');
}
