import { cp, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCollector } from '../support/collector.ts';
import { installedCopies, otherNodes, withComponent } from '../support/components.ts';
import { app, PRELOAD, runNode } from '../support/run-node.ts';
import { named } from '../support/spans.ts';

/** An agent, how its documentation loads it, and whether our spans go through its pipeline. */
interface Vendor {
  readonly name: string;
  readonly flags: Readonly<Record<string, readonly string[]>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Its spans and ours are one trace, in one backend. */
  readonly shares: boolean;
  /** What it writes on stdout itself. */
  readonly preamble?: RegExp;
}

const vendors: readonly Vendor[] = [
  {
    name: 'vendor-otel',
    flags: {
      '--require': ['--require', '@opentelemetry/auto-instrumentations-node/register'],
      '--import': ['--import', '@opentelemetry/auto-instrumentations-node/register'],
    },
    env: { OTEL_NODE_RESOURCE_DETECTORS: 'none', OTEL_METRICS_EXPORTER: 'none', OTEL_LOGS_EXPORTER: 'none' },
    shares: true,
  },
  {
    name: 'vendor-elastic',
    flags: {
      '--require': ['--require', '@elastic/opentelemetry-node'],
      '--import': ['--import', '@elastic/opentelemetry-node'],
    },
    env: { OTEL_NODE_RESOURCE_DETECTORS: 'none', OTEL_METRICS_EXPORTER: 'none', OTEL_LOGS_EXPORTER: 'none' },
    shares: true,
    preamble: /^\{"name":"elastic-otel-node",.*\}\n/gm,
  },
  {
    name: 'vendor-dd',
    flags: { '--require': ['--require', 'dd-trace/init'], '--import': ['--import', 'dd-trace/initialize.mjs'] },
    env: {
      DD_TRACE_AGENT_URL: 'http://127.0.0.1:9',
      DD_TRACE_STARTUP_LOGS: 'false',
      DD_REMOTE_CONFIGURATION_ENABLED: 'false',
    },
    shares: false,
  },
  { name: 'vendor-sentry', flags: { '--import': ['--import', './agent.mjs'] }, shares: false },
];

const preload = ['--require', PRELOAD];
const node = otherNodes().find(({ version }) => version === '24');

for (const { name, flags, env, shares, preamble } of vendors) {
  const isThere = node !== undefined && installedCopies().includes(name);
  withComponent(`${name} (npm ci in test/compat/${name}) with Node 24`, isThere, () => {
    const cwd = fileURLToPath(new URL(`../compat/${name}/`, import.meta.url));
    const program = `${cwd}apps/backends.mjs`;
    // A program finds its packages by where it lies.
    beforeAll(() => cp(app('setup/backends.mjs'), program));
    afterAll(() => rm(`${cwd}apps`, { recursive: true, force: true }));

    describe.each(Object.entries(flags))(`${name} by %s`, (_flag, theirs) => {
      test.each([
        ['behind ours', [...preload, ...theirs]],
        ['before ours', theirs[0] === '--require' ? [...theirs, ...preload] : [...theirs, '--import', PRELOAD]],
      ])('%s: the program does what it did, each call has one span per side', async (_order, both) => {
        await using collector = await startCollector();
        const options = { node: node?.path ?? '', cwd };
        const settings = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...env };
        const { code, stdout } = await runNode(program, { ...options, flags: both, env: settings });
        expect([code, preamble === undefined ? stdout : stdout.replace(preamble, '')]).toEqual([0, 'done']);
        const calls = collector.spans.filter(({ attributes }) => attributes['mcp.method.name'] === 'tools/call');
        expect(calls.map(({ scope, kind }) => `${scope.name} ${kind}`).toSorted()).toEqual([
          '@mcp-otel/instrumentation 2',
          '@mcp-otel/instrumentation 3',
        ]);
        const server = named(calls, 'tools/call echo', 2);
        expect(server?.parentSpanId).toBe(named(calls, 'tools/call echo', 3)?.spanId);
        const below = collector.spans.filter(({ parentSpanId }) => parentSpanId === server?.spanId);
        expect(below.length).toBe(shares ? 2 : 0);
      });
    });
  });
}
