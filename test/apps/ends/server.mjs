// Answers calls until it is told how to end.
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';

const server = new McpServer({ name: 'ends', version: '1.0.0' });
server.registerTool('echo', {}, async () => ({ content: [{ type: 'text', text: 'here' }] }));
const endings = {
  exit: () => process.exit(3),
  throw: () => {
    throw new Error('as planned');
  },
  rejection: () => Promise.reject(new Error('as planned')),
};
server.server.fallbackNotificationHandler = async ({ method }) => {
  const end = endings[method.split('/')[1]];
  setImmediate(() => end());
};
if (process.env.OWN_HANDLER) process.once('SIGTERM', () => setTimeout(() => process.exit(0), 200));
if (process.env.STAY) setInterval(() => undefined, 1000);
await server.connect(new StdioServerTransport());
