import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startCollector } from '../support/collector.ts';
import { app, PRELOAD, runNode, type Ended, type RunOptions } from '../support/run-node.ts';
import { toolSpans } from '../support/spans.ts';
import { storeFixture, type StoreFixture } from '../support/store-fixture.ts';

/** What the preload does where a database is set, on the given Node. */
export function storeSuite(node: string): void {
  const run = (it: StoreFixture, program: string, { env, ...options }: RunOptions = {}): Promise<Ended> =>
    runNode(app(program), {
      node,
      env: {
        MCP_OTEL_POSTGRES_URL: it.url,
        MCP_OTEL_SPOOL_DIR: join(it.folder, 'spool'),
        OTEL_TRACES_EXPORTER: 'none',
        MCP_OTEL_SHUTDOWN_MS: '20000', // Time for a machine that is busy with other tests; what is late is stored by the next.
        ...env,
      },
      ...options,
    });
  const tools = (it: StoreFixture): Promise<number> =>
    it.number("SELECT count(*) FROM mcp_otel.spans WHERE call = 'tool'");

  describe('spans are in the database', () => {
    test.each<readonly [program: string, code: number]>([
      ['setup/plain.mjs', 0],
      ['setup/plain.cjs', 0],
      ['setup/exit-at-once.mjs', 3],
      ['setup/own-provider.mjs', 0],
      ['setup/worker.mjs', 0],
    ])('when %s has ended, as it ends without us', async (program, expected) => {
      await using it = await storeFixture();
      const { code, stderr } = await run(it, program);
      expect([code, stderr]).toEqual([expected, '']);
      expect(await tools(it)).toBe(2);
    });
    test('and at the collector, which sees only what is sampled', async () => {
      await using it = await storeFixture();
      await using collector = await startCollector();
      const env = { OTEL_TRACES_EXPORTER: 'otlp', OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
      await run(it, 'setup/plain.mjs', { env });
      expect([toolSpans(collector.spans), await tools(it)]).toEqual([[2, 3], 2]);
      const { stderr } = await run(it, 'setup/plain.mjs', { env: { ...env, OTEL_TRACES_SAMPLER: 'always_off' } });
      expect([collector.spans.filter(({ name }) => name === 'tools/call echo').length, await tools(it)]).toEqual([
        2, 4,
      ]);
      expect(stderr).toBe('');
    });
    test('of two processes in one trace, and nothing of it is on the stdout of a stdio server', async () => {
      await using it = await storeFixture();
      const { code, stderr } = await run(it, 'v1/client.mjs', {
        args: [app('v1/server.mjs')],
        env: { MCP_OTEL_PROPAGATE_TO_CHILDREN: 'true' },
      });
      expect([code, stderr]).toEqual([0, '']);
      const joined = `SELECT count(*) FROM mcp_otel.spans c JOIN mcp_otel.spans s ON s.parent_span_id = c.span_id
        WHERE c.trace_id = s.trace_id AND c.kind = 3 AND s.kind = 2 AND c.writer <> s.writer`;
      expect(await it.number(joined)).toBeGreaterThan(5);
    });
    test('once the database is back, though the program that made them is gone', async () => {
      await using it = await storeFixture();
      it.proxy.fault = 'refuse';
      const { code, stderr } = await run(it, 'setup/plain.mjs');
      expect(code).toBe(0);
      expect(stderr).toMatch(
        /^mcp-otel warn: spans cannot be stored in Postgres \(.*\); they are kept and stored later\n$/,
      );
      it.proxy.fault = 'pass';
      await run(it, 'setup/plain.mjs');
      expect(await tools(it)).toBe(4);
      expect(readdirSync(join(it.folder, 'spool'))).toHaveLength(1);
    });
  });

  describe('a program goes on as without us', () => {
    test('where the database takes connections and answers nothing', async () => {
      await using it = await storeFixture();
      it.proxy.fault = 'hang';
      const env = { MCP_OTEL_SHUTDOWN_MS: '300' };
      const { code, stdout } = await run(it, 'setup/plain.mjs', { env });
      expect([code, stdout]).toEqual([0, expect.stringContaining('traceparent')]);
      it.proxy.fault = 'pass';
      await run(it, 'setup/plain.mjs');
      expect(await tools(it)).toBe(4);
    });
    test('and its metrics are exported, where the database answers nothing until the end', async () => {
      await using it = await storeFixture();
      await using collector = await startCollector();
      it.proxy.fault = 'hang';
      const env = {
        MCP_OTEL_SHUTDOWN_MS: '2000',
        OTEL_TRACES_EXPORTER: 'otlp',
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      };
      const { code } = await run(it, 'setup/plain.mjs', { env });
      expect([code, toolSpans(collector.spans)]).toEqual([0, [2, 3]]);
      expect(collector.points.map(({ metric }) => metric)).toContain('mcp_otel.telemetry.spans');
    });
    test('where the address is none, which is said without what it holds', async () => {
      await using it = await storeFixture();
      await using collector = await startCollector();
      const env = {
        MCP_OTEL_POSTGRES_URL: 'mysql://user:secret@host/db',
        OTEL_TRACES_EXPORTER: 'otlp',
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      };
      const { code, stderr } = await run(it, 'setup/plain.mjs', { env });
      expect([code, toolSpans(collector.spans)]).toEqual([0, [2, 3]]);
      expect(stderr).toMatch(/^mcp-otel error: spans are not stored .*MCP_OTEL_POSTGRES_URL is not the address.*\n$/);
      expect(stderr).not.toContain('secret');
    });
    test('where the package that stores is not installed, which is said with what installs it', async () => {
      await using it = await storeFixture();
      const apart = mkdtempSync(join(tmpdir(), 'mcp-otel-apart-'));
      cpSync(dirname(PRELOAD), apart, { recursive: true });
      const flags = ['--require', join(apart, 'preload.cjs')];
      const { code, stderr } = await run(it, 'setup/plain.mjs', { flags, cwd: apart });
      rmSync(apart, { recursive: true });
      expect(code).toBe(0);
      expect(stderr).toMatch(/^mcp-otel error: .*npm install @mcp-otel\/postgres\n$/);
    });
  });
}
