import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCollector } from './support/collector.ts';
import { app, runNode } from './support/run-node.ts';
import { toolSpans } from './support/spans.ts';

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
