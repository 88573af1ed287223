import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCollector } from './support/collector.ts';
import { app, PRELOAD, runNode } from './support/run-node.ts';
import { toolSpans } from './support/spans.ts';

const preloadFolder = dirname(PRELOAD);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcp-otel-bundles-'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('a program in one file has one client and one server span per call', () => {
  test.each<readonly [name: string, options: BuildOptions]>([
    ['as it is', {}],
    ['minified', { minify: true }],
    ['for an old target', { minify: true, target: 'es2016' }],
    ['with its names kept', { minify: true, keepNames: true }],
  ])('%s', async (_name, options) => {
    const outfile = join(folder, `${Object.keys(options).join('-')}.cjs`);
    await build({ entryPoints: [app('setup/plain.cjs')], bundle: true, platform: 'node', outfile, ...options });
    await using collector = await startCollector();
    const { code, stderr } = await runNode(outfile, { env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } });
    expect([code, stderr, toolSpans(collector.spans)]).toEqual([0, '', [2, 3]]);
  });
});

test('an instrumentation inside a bundle, where its loader is not, says so and leaves the program alone', async () => {
  const outfile = join(folder, 'set-up.cjs');
  const stdin = {
    contents: "new (require('@mcp-otel/instrumentation').McpInstrumentation)(); process.stdout.write('on')",
    resolveDir: import.meta.dirname,
  };
  await build({ stdin, bundle: true, platform: 'node', outfile, logLevel: 'silent' });
  const { code, stdout, stderr } = await runNode(outfile, { flags: [] });
  expect([code, stdout]).toEqual([0, 'on']);
  expect(stderr).toMatch(/McpOtelWarning: McpInstrumentation sees no sources .*; instrument\(\) works without/);
});

test('the preload loads no module of the network beside those that its senders need', async () => {
  const files = await readdir(preloadFolder);
  const sources = await Promise.all(
    files.filter((name) => name.endsWith('.cjs')).map((name) => readFile(join(preloadFolder, name), 'utf8')),
  );
  const loaded = sources.flatMap((source) => [...source.matchAll(/\brequire\("(?:node:)?([\w/]+)"\)/g)]);
  // With each of them an agent's own instrumentation begins: one that only we load gives spans nobody asked for.
  const network = new Set(
    loaded.map(([, name = '']) => name).filter((name) => /^(?:net|dns|http|tls|dgram)/.test(name)),
  );
  expect([...network].toSorted()).toEqual(['http', 'https', 'tls']);
});
