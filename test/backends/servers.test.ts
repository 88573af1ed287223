import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { installedCopies, otherNodes, withComponent } from '../support/components.ts';
import { callOf as call, compareSessions, type Step } from '../support/published-session.ts';

const compat = new URL('../compat/', import.meta.url);

interface Server {
  readonly path: string;
  readonly args?: readonly string[];
  readonly requests: readonly Step[];
}

/** What every server is asked besides its own tools. */
const common: readonly Step[] = [
  ['tools/list', {}],
  call('no-such-tool'),
  ['prompts/list', {}],
  ['resources/list', {}],
  ['no/such', {}],
];

/** None of these finds the browser or the network it works with: what is compared is how it says so. */
const servers: readonly Server[] = [
  {
    path: 'servers/node_modules/@modelcontextprotocol/server-sequential-thinking/dist/index.js',
    requests: [
      call('sequentialthinking', { thought: 'one', thoughtNumber: 1, totalThoughts: 1, nextThoughtNeeded: false }),
      call('sequentialthinking', { thought: 1 }),
    ],
  },
  {
    path: 'servers/node_modules/@playwright/mcp/cli.js',
    args: ['--browser', 'chromium', '--executable-path', '/nonexistent/browser'],
    requests: [call('browser_click'), call('browser_close')],
  },
  {
    path: 'servers/node_modules/chrome-devtools-mcp/build/src/bin/chrome-devtools-mcp.js',
    args: ['--executablePath', '/nonexistent/chrome', '--no-usage-statistics'],
    requests: [call('list_pages'), call('click')],
  },
  { path: 'stacks/node_modules/@upstash/context7-mcp/dist/index.js', requests: [call('resolve-library-id')] },
  { path: 'stacks/tmcp-server.mjs', requests: [call('echo'), call('fail')] },
  { path: 'stacks/fastmcp-server.mjs', requests: [call('echo')] },
];

const isThere = ['servers', 'stacks'].every((name) => installedCopies().includes(name));
withComponent('published servers (npm ci in test/compat/servers and /stacks)', isThere, () => {
  const nodes = otherNodes().filter(({ version }) => ['20', '26'].includes(version));
  describe.each(nodes)('on Node $version the same bytes with and without the preload', ({ path: node }) => {
    test.each(servers)('$path', async ({ path, args = [], requests }) => {
      const steps = [...common, ...requests];
      const file = fileURLToPath(new URL(path, compat));
      const { bare, hooked, spans } = await compareSessions({ file, args, node }, steps);
      expect(hooked).toEqual(bare);
      expect(spans).toBe(steps.length + 2); // The handshake, and the ping at the end.
    });
  });
});
