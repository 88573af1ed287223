import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCollector } from '../support/collector.ts';
import { otherNodes } from '../support/components.ts';
import { app, cleanEnv, runNode } from '../support/run-node.ts';
import { toolSpans } from '../support/spans.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const nodes = [{ version: 'current', path: process.execPath }, ...otherNodes()].filter(
  ({ version }) => !version.includes('.'),
);
let folder: string;

/** An application in a folder of its own, which is none of ours, with the given packages and programs. */
async function application(name: string, packages: readonly string[]): Promise<string> {
  const home = join(folder, name);
  await mkdir(home);
  await writeFile(join(home, 'package.json'), '{ "name": "consumer", "private": true }');
  await run('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: home, env: cleanEnv() });
  for (const program of ['calls.mjs', 'silent.mjs', 'exit-at-once.mjs', 'node-sdk.mjs'])
    await cp(app(`setup/${program}`), join(home, program));
  return home;
}

/** Paths of the tarballs of the named packages; of all of them by default. */
async function tarballs(...names: readonly string[]): Promise<readonly string[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
  const wanted = files.filter((file) => names.length === 0 || names.some((name) => file.includes(`-${name}-`)));
  return wanted.map((file) => join(folder, file));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcp-otel packed '));
  await run('npm', ['pack', '--workspaces', '--pack-destination', folder], { cwd: root });
}, 300_000);

afterAll(() => rm(folder, { recursive: true }));

describe('an application that has installed the packages', () => {
  let home: string;
  beforeAll(async () => {
    const others = ['@modelcontextprotocol/sdk@1.32.2', '@opentelemetry/sdk-node@0.223.0'];
    home = await application('all', [...(await tarballs()), ...others]);
  }, 300_000);

  test('has their licence', async () => {
    for (const name of await readdir(join(home, 'node_modules/@mcp-otel'))) {
      const licence = await readFile(join(home, 'node_modules/@mcp-otel', name, 'LICENSE'), 'utf8');
      expect(licence).toContain('Apache License');
    }
  });

  describe.each(nodes)('on Node $version', ({ path: node }) => {
    test('runs the demo to its end', async () => {
      const bin = join(home, 'node_modules/@mcp-otel/cli/dist/bin.js');
      // Where something is missing it ends with 1, and says what.
      const ended = run(node, [bin, 'demo', '--json'], { cwd: home, env: cleanEnv() });
      const { stdout, code } = await ended.then(
        (done) => ({ ...done, code: 0 }),
        (error: { readonly stdout: string; readonly code: number }) => error,
      );
      const report = JSON.parse(stdout) as { readonly missing: readonly string[]; readonly turns: readonly object[] };
      expect([code, report.missing]).toEqual([0, []]);
      expect(report.turns).toHaveLength(9);
    });
    test.each<readonly [string, readonly string[], Readonly<Record<string, string>>]>([
      ['--require', ['--require', '@mcp-otel/auto'], {}],
      ['--import', ['--import', '@mcp-otel/auto'], {}],
      ['NODE_OPTIONS with an absolute path', [], { NODE_OPTIONS: 'preload' }],
      ['NodeSDK with nodeSdkConfig()', ['--import', './node-sdk.mjs'], {}],
    ])('has its calls recorded by %s, whichever way it ends', async (_name, flags, options) => {
      const preload = join(home, 'node_modules/@mcp-otel/auto/dist/preload.cjs');
      const nodeOptions = 'NODE_OPTIONS' in options ? { NODE_OPTIONS: `--require "${preload}"` } : {};
      for (const [program, expected] of [
        ['silent.mjs', 0],
        ['exit-at-once.mjs', 3],
      ] as const) {
        await using collector = await startCollector();
        const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...nodeOptions };
        const { code, stderr } = await runNode(join(home, program), { node, flags, env, cwd: home });
        expect([code, stderr, toolSpans(collector.spans)]).toEqual([expected, '', [2, 3]]);
      }
    });
  });

  test.each([
    ['5.9', 'typescript@5.9.3'],
    ['7', 'typescript@7.0.2'],
  ])(
    'compiles against their types with TypeScript %s',
    async (_version, compiler) => {
      await run('npm', ['install', '--no-audit', '--no-fund', compiler, '@types/node@20'], {
        cwd: home,
        env: cleanEnv(),
      });
      await cp(app('packed-consumer.mts'), join(home, 'consumer.mts'));
      const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node'];
      const tsc = join(home, 'node_modules/typescript/bin/tsc');
      const { stdout } = await run(process.execPath, [tsc, ...options, '--skipLibCheck', 'consumer.mts'], {
        cwd: home,
      }).catch((error: { stdout: string }) => error);
      expect(stdout).toBe('');
    },
    120_000,
  );
});

describe('an application on the newest OpenTelemetry: SDK 3, API 1.10', () => {
  test('installs the packages without a conflict and runs its NodeSDK with nodeSdkConfig()', async () => {
    const node = otherNodes().find(({ version }) => version === '24')?.path;
    expect(node).toBeDefined();
    const others = ['@modelcontextprotocol/sdk@1.32.2', '@opentelemetry/sdk-node@0.301.0', '@opentelemetry/api@1.10.0'];
    const home = await application('newest', [...(await tarballs('core', 'instrumentation', 'auto')), ...others]);
    for (const flags of [
      ['--import', './node-sdk.mjs'],
      ['--require', '@mcp-otel/auto'],
      ['--require', '@mcp-otel/auto', '--import', './node-sdk.mjs'],
    ]) {
      await using collector = await startCollector();
      const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
      const { code, stderr } = await runNode(join(home, 'silent.mjs'), { node: node ?? '', flags, env, cwd: home });
      expect([code, stderr, toolSpans(collector.spans)]).toEqual([0, '', [2, 3]]);
    }
  }, 300_000);
});
