import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { startCollector } from '../support/collector.ts';
import { installedCopies, otherNodes, withComponent } from '../support/components.ts';
import { conventionFaults } from '../support/convention.ts';
import { shapes } from '../support/golden.ts';
import { runNode } from '../support/run-node.ts';

const folder = new URL('../compat/stacks/', import.meta.url);
const file = (name: string): string => fileURLToPath(new URL(name, folder));
const nodes = [
  { version: 'current', path: process.execPath },
  ...otherNodes().filter(({ version }) => ['24', '26'].includes(version)),
];

withComponent('other stacks (npm ci in test/compat/stacks)', installedCopies().includes('stacks'), () => {
  describe.each(nodes)('Node $version', ({ path: node }) => {
    /** Runs a program with everything it starts. @returns what it said, and its spans without the handshake */
    const run = async (program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
      await using collector = await startCollector();
      const settings = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, MCP_OTEL_PROPAGATE_TO_CHILDREN: 'true', ...env };
      const { code, stdout } = await runNode(file(program), { node, args, env: settings });
      expect(code).toBe(0);
      const handshake = /^(?:initialize|server\/discover|notifications\/initialized|tools\/list)$/;
      const spans = collector.spans.filter(({ name }) => !handshake.test(name));
      const ours = spans.filter(({ scope }) => scope.name === '@mcp-otel/instrumentation');
      expect(ours.flatMap(conventionFaults)).toEqual([]);
      return { said: stdout, spans };
    };

    test.each(['1', '2'])('@ai-sdk/mcp %s as client: one span per side, each end its own outcome', async (major) => {
      const { said, spans } = await run('ai-sdk-client.mjs', [major]);
      expect(said).toBe('hello, no, accept, Request was aborted');
      expect(shapes(spans)).toEqual([
        'client elicitation/create ok',
        'client tools/call ask ok',
        'client tools/call echo ok',
        'client tools/call fail tool_error tool_error',
        'client tools/call hang timeout timeout',
        'server elicitation/create ok',
        'server tools/call ask ok',
        'server tools/call echo ok',
        'server tools/call fail tool_error tool_error',
        'server tools/call hang transport_error connection_closed',
      ]);
      const call = spans.find(({ name, kind }) => name === 'tools/call echo' && kind === 2);
      expect(spans.find(({ spanId }) => spanId === call?.parentSpanId)?.name).toBe('tools/call echo');
    });
    test('tmcp as server: one span per side, and what it asks its client below its tool', async () => {
      const { said, spans } = await run('sdk-client.mjs', ['echo,fail,ask', file('tmcp-server.mjs')]);
      expect(said).toBe('hello, no, accept');
      expect(shapes(spans)).toEqual([
        'client elicitation/create ok',
        'client tools/call ask ok',
        'client tools/call echo ok',
        'client tools/call fail tool_error tool_error',
        'server elicitation/create ok',
        'server tools/call ask ok',
        'server tools/call echo ok',
        'server tools/call fail tool_error tool_error',
      ]);
      const asked = spans.find(({ name, kind }) => name === 'elicitation/create' && kind === 3);
      expect(spans.find(({ spanId }) => spanId === asked?.parentSpanId)?.name).toBe('tools/call ask');
    });
    test('fastmcp as server, with several copies of the SDK: one span per side', async () => {
      const { said, spans } = await run('sdk-client.mjs', ['echo', file('fastmcp-server.mjs')]);
      expect(said).toBe('hello');
      expect(shapes(spans).filter((line) => line.includes('tools/call'))).toEqual([
        'client tools/call echo ok',
        'server tools/call echo ok',
      ]);
    });
    test('mcp-handler, which makes spans itself: ours and nothing double; both if they are to be kept', async () => {
      const scopes = async (env: Readonly<Record<string, string>>): Promise<readonly string[]> => {
        const { said, spans } = await run('mcp-handler.mjs', [], env);
        expect(said).toBe('hello');
        return spans.map(({ scope, name }) => `${scope.name} ${name}`).toSorted();
      };
      expect(await scopes({})).toEqual(['@mcp-otel/instrumentation tools/call echo']);
      expect(await scopes({ MCP_OTEL_NATIVE_SPANS: 'keep' })).toEqual([
        '@mcp-otel/instrumentation tools/call echo',
        'mcp-handler tools/call echo',
      ]);
    });
    test('context7, which does so too, and makes them the active ones: ours and nothing double', async () => {
      const entry = file('node_modules/@upstash/context7-mcp/dist/index.js');
      const { spans } = await run('sdk-client.mjs', ['resolve-library-id', entry]);
      expect(spans.map(({ scope, name, kind }) => `${scope.name} ${kind} ${name}`).toSorted()).toEqual([
        '@mcp-otel/instrumentation 2 tools/call resolve-library-id',
        '@mcp-otel/instrumentation 3 tools/call resolve-library-id',
      ]);
    });
  });
});
