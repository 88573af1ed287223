import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { otherNodes } from '../support/components.ts';
import { cleanEnv } from '../support/run-node.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;

// What a user has: the packages from their tarballs, in a folder that is none of ours.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcp-otel packed '));
  await run('npm', ['pack', '--workspaces', '--pack-destination', folder], { cwd: root });
  const tarballs = (await readdir(folder)).map((file) => join(folder, file));
  await writeFile(join(folder, 'package.json'), '{ "name": "consumer", "private": true }');
  await run('npm', ['install', '--no-audit', '--no-fund', ...tarballs], { cwd: folder, env: cleanEnv() });
}, 300_000);

afterAll(() => rm(folder, { recursive: true }));

describe('the packed packages', () => {
  test('carry their licence', async () => {
    for (const name of await readdir(join(folder, 'node_modules/@mcp-otel'))) {
      const licence = await readFile(join(folder, 'node_modules/@mcp-otel', name, 'LICENSE'), 'utf8');
      expect(licence).toContain('Apache License');
    }
  });
  test.each(['current', ...otherNodes().map(({ version }) => version)])(
    'run the demo to its end on Node %s',
    async (version) => {
      const node = otherNodes().find((other) => other.version === version)?.path ?? process.execPath;
      const bin = join(folder, 'node_modules/@mcp-otel/cli/dist/bin.js');
      const { stdout } = await run(node, [bin, 'demo', '--json'], { cwd: folder, env: cleanEnv() });
      const report = JSON.parse(stdout) as { readonly missing: readonly string[]; readonly turns: readonly object[] };
      expect(report.missing).toEqual([]);
      expect(report.turns).toHaveLength(7);
    },
  );
  test.each([
    ['--require', ['--require', '@mcp-otel/auto']],
    ['--import', ['--import', '@mcp-otel/auto']],
  ])('load by name with %s', async (_flag, flags) => {
    await writeFile(join(folder, 'empty.mjs'), '');
    const { stdout, stderr } = await run(process.execPath, [...flags, 'empty.mjs'], {
      cwd: folder,
      env: { ...cleanEnv(), MCP_OTEL_LOG: 'debug' },
    });
    expect(stdout).toBe('');
    expect(stderr).toMatch(/preload ready in process/);
  });
});
