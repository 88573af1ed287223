import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCollector } from '../support/collector.ts';
import { installedCopies, otherNodes, withComponent } from '../support/components.ts';
import { startHttpServer } from '../support/http-server.ts';
import { cleanEnv, PRELOAD } from '../support/run-node.ts';

const folder = fileURLToPath(new URL('../compat/conformance/', import.meta.url));
const runner = `${folder}node_modules/@modelcontextprotocol/conformance/dist/index.js`;
/** The runner needs Node 22; what it tests runs on the Node of these tests. */
const node = otherNodes().find(({ version }) => version === '22');
const isThere = node !== undefined && installedCopies().includes('conformance');

withComponent('MCP conformance (npm ci in test/compat/conformance) with Node 22', isThere, () => {
  let results: string;
  beforeAll(async () => {
    results = await mkdtemp(join(tmpdir(), 'mcp-otel-conformance-'));
  });
  afterAll(() => rm(results, { recursive: true }));

  /** Runs one suite. @returns one line per check: scenario, id and status */
  const verdicts = async (name: string, args: readonly string[]): Promise<readonly string[]> => {
    const output = join(results, name);
    const run = promisify(execFile)(node?.path ?? '', [runner, ...args, '-o', output], { env: cleanEnv() });
    await run.catch(() => undefined); // A failed check is a verdict as well.
    const files = (await readdir(output, { recursive: true })).filter((file) => file.endsWith('checks.json'));
    const lines = await Promise.all(
      files.map(async (file) => checks(file, await readFile(join(output, file), 'utf8'))),
    );
    return lines.flat().toSorted();
  };

  test('a server gets the same verdicts with the preload and without', async () => {
    await using collector = await startCollector();
    const suite = async (name: string, flags: readonly string[]): Promise<readonly string[]> => {
      const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
      await using server = await startHttpServer(`${folder}server.mjs`, env, process.execPath, flags);
      return await verdicts(name, ['server', '--url', server.url, '--suite', 'all']);
    };
    const without = await suite('server without', []);
    expect(without.filter((line) => line.endsWith(' SUCCESS')).length).toBeGreaterThan(40);
    expect(await suite('server with', ['--require', PRELOAD])).toEqual(without);
    expect(collector.spans.filter(({ name }) => name === 'tools/call test_simple_text')).toHaveLength(1);
  });

  test.each(['initialize', 'tools_call', 'elicitation-sep1034-client-defaults', 'sse-retry'])(
    'a client gets the same verdicts with the preload and without: %s',
    async (scenario) => {
      await using collector = await startCollector();
      const suite = (name: string, settings: string): Promise<readonly string[]> => {
        const command = `env ${settings} ${process.execPath} ${folder}client.mjs`;
        return verdicts(`${scenario} ${name}`, ['client', '--command', command, '--scenario', scenario]);
      };
      const without = await suite('without', '');
      expect(without.length).toBeGreaterThan(0);
      const settings = `NODE_OPTIONS='--require "${PRELOAD}"' OTEL_EXPORTER_OTLP_ENDPOINT=${collector.url}`;
      expect(await suite('with', settings)).toEqual(without);
      expect(collector.spans.some(({ name }) => name === 'initialize')).toBe(true);
    },
  );
});

/** Messages hold times, so only ids and statuses are compared. */
function checks(file: string, text: string): readonly string[] {
  const scenario = file.replace(/-20\d\d-\d\d-\d\dT.*$/, '');
  const list = JSON.parse(text) as { readonly id: string; readonly status: string }[];
  return list.filter(({ status }) => status !== 'INFO').map(({ id, status }) => `${scenario} ${id} ${status}`);
}
