import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCollector } from '../support/collector.ts';
import { installedCopies, otherNodes, withComponent } from '../support/components.ts';
import { runNode } from '../support/run-node.ts';
import { toolSpans } from '../support/spans.ts';

const folder = fileURLToPath(new URL('../compat/bundlers/', import.meta.url));
const apps = `${folder}apps/`;

/** Bundlers and how they were asked to work; each builds a program on either SDK. */
const builds = [
  ...['esbuild', 'esbuild-minify', 'rolldown', 'tsup'].flatMap((name) => [`${name}.mjs`, `${name}.cjs`]),
  ...['esbuild-es2016', 'esbuild-keep-names', 'swc', 'terser'].map((name) => `${name}.cjs`),
  ...['rollup', 'ncc', 'vite'].map((name) => `${name}.mjs`),
  ...['webpack', 'rspack'].flatMap((tool) =>
    ['production', 'eval', 'eval-source-map'].map((mode) => `${tool}-${mode}.cjs`),
  ),
];

const nodes = [
  { version: 'current', path: process.execPath },
  ...otherNodes().filter(({ version }) => version === '26'),
];

withComponent('bundlers (npm ci in test/compat/bundlers)', installedCopies().includes('bundlers'), () => {
  beforeAll(async () => {
    await promisify(execFile)(process.execPath, [`${folder}build.mjs`]);
  }, 300_000);
  afterAll(() => rm(apps, { recursive: true }));

  test('every bundle that was built is run', () => {
    const built = readdirSync(apps).filter((file) => /^[a-z][\w-]*-v1\.[cm]js$/.test(file));
    expect(built.map((file) => file.replace('-v1', '')).toSorted()).toEqual(builds.toSorted());
  });
  describe.each(nodes)('Node $version: a bundle has one client and one server span per call', ({ path: node }) => {
    test.each(builds.flatMap((build) => ['v1', 'v2'].map((sdk) => [build, sdk] as const)))(
      '%s, SDK %s',
      async (build, sdk) => {
        await using collector = await startCollector();
        const file = `${apps}${build.replace('.', `-${sdk}.`)}`;
        const { code, stdout, stderr } = await runNode(file, {
          node,
          env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
        });
        expect([code, stdout, stderr]).toEqual([0, '[{"type":"text","text":"hello"}]', '']);
        expect(toolSpans(collector.spans)).toEqual([2, 3]);
      },
    );
  });
});
