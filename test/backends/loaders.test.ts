import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { startCollector } from '../support/collector.ts';
import { installedCopies, otherNodes, withComponent } from '../support/components.ts';
import { PRELOAD, runNode, type RunOptions } from '../support/run-node.ts';
import { toolSpans } from '../support/spans.ts';

const folder = new URL('../compat/bundlers/', import.meta.url);
const file = (name: string): string => fileURLToPath(new URL(name, folder));
const hello = '[{"type":"text","text":"hello"}]';

/** Node's own ways to a module, which every version must know; `require` of an ES module came with 22. */
const programs: readonly (readonly [name: string, calls: number, since: number])[] = [
  ['v1.mjs', 1, 20],
  ['v2.mjs', 1, 20],
  ['required.cjs', 1, 20],
  ['dynamic.cjs', 1, 20],
  ['created-require.mjs', 1, 20],
  ['worker.mjs', 1, 20],
  ['copies.mjs', 3, 20],
  ['required-module.cjs', 1, 22],
  ['typed.mts', 1, 24],
  ['commonjs/stripped.ts', 1, 24],
];

/** Other hooks in the process, each before and after ours. */
const others: readonly (readonly [name: string, flags: readonly string[]])[] = [
  ['an off-thread hook', ['--require', file('hooks/register-noop.cjs')]],
  ['a synchronous hook', ['--require', file('hooks/register-hooks-noop.cjs')]],
  ['import-in-the-middle', ['--import', pathToFileURL(file('hooks/import-in-the-middle.mjs')).href]],
  ['require-in-the-middle', ['--require', file('hooks/require-in-the-middle.cjs')]],
  ['pirates', ['--require', file('hooks/pirates.cjs')]],
];

/** Runners of TypeScript, with a program that each of them runs without us as well. */
const runners: readonly (readonly [name: string, flags: readonly string[], program: string])[] = [
  ['tsx, ES module', ['--import', 'tsx'], 'typed.mts'],
  ['tsx, CommonJS', ['--require', 'tsx/cjs'], 'commonjs/typed.ts'],
  ['ts-node, CommonJS', ['--require', 'ts-node/register/transpile-only'], 'commonjs/typed.ts'],
  ['@swc-node/register, CommonJS', ['--require', '@swc-node/register'], 'commonjs/typed.ts'],
  ['@swc-node/register, ES module', ['--import', '@swc-node/register/esm-register'], 'typed.mts'],
];

const preload = ['--require', PRELOAD];

/** What a program did, with the kinds of its spans. */
async function run(program: string, options: RunOptions): Promise<readonly unknown[]> {
  await using collector = await startCollector();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...options.env };
  const { code, stdout, stderr } = await runNode(file(program), { cwd: fileURLToPath(folder), ...options, env });
  return [code, stdout, withoutWarnings(stderr), toolSpans(collector.spans)];
}

/** What a program does that makes so many calls, each with one span on either side. */
function done(calls: number): readonly unknown[] {
  return [0, hello.repeat(calls), '', [2, 3].flatMap((kind) => Array.from({ length: calls }, () => kind))];
}

/** The same program with our hook before another one, and behind it. */
async function inBothOrders(program: string, node: string, flags: readonly string[]): Promise<readonly unknown[]> {
  const first = await run(program, { node, flags: [...preload, ...flags] });
  return [first, await run(program, { node, flags: [...flags, ...preload] })];
}

/** Node says itself what is experimental or deprecated about the other hooks. */
function withoutWarnings(stderr: string): string {
  return stderr.replaceAll(/^\(node:\d+\) .*(?:ExperimentalWarning|DeprecationWarning).*\n|^\(Use `node.*\n/gm, '');
}

withComponent('loaders (npm ci in test/compat/bundlers)', installedCopies().includes('bundlers'), () => {
  for (const { version, path: node } of [{ version: '20', path: process.execPath }, ...otherNodes()]) {
    const major = Number.parseInt(version, 10);
    describe(`Node ${version}`, () => {
      test.each(programs.filter(([, , since]) => since <= major))('%s', async (program, calls) => {
        expect(await run(program, { node })).toEqual(done(calls));
      });
      if (version.includes('.')) return; // An old patch release, for which Node's own ways are enough.
      describe.each(others)('beside %s, in both orders', (_name, flags) => {
        test.each(['v1.mjs', 'v2.mjs', 'required.cjs'])('%s', async (program) => {
          expect(await inBothOrders(program, node, flags)).toEqual([done(1), done(1)]);
        });
      });
      test.each(major === 22 ? [] : runners)('%s, in both orders', async (_name, flags, program) => {
        expect(await inBothOrders(program, node, flags)).toEqual([done(1), done(1)]);
      });
      test('the command line of tsx, which starts a process of its own', async () => {
        const env = { NODE_OPTIONS: `--require "${PRELOAD}"` };
        const ended = await run('node_modules/tsx/dist/cli.mjs', { node, flags: [], args: [file('typed.mts')], env });
        expect(ended).toEqual(done(1));
      });
    });
  }
});
