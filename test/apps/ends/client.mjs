// Makes twenty calls and ends as its argument says.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

const server = new McpServer({ name: 'inner', version: '1.0.0' });
server.registerTool('echo', {}, async () => ({ content: [] }));
const client = new Client({ name: 'ends', version: '1.0.0' });
const [near, far] = InMemoryTransport.createLinkedPair();
await Promise.all([server.connect(far), client.connect(near)]);
for (let call = 0; call < 20; call += 1) await client.callTool({ name: 'echo' });

const endings = {
  nothing: () => undefined,
  exit: () => process.exit(4),
  throw: () => {
    throw new Error('as planned');
  },
  SIGTERM: () => {
    setInterval(() => undefined, 1000);
    process.kill(process.pid, 'SIGTERM');
  },
  SIGINT: () => {
    setInterval(() => undefined, 1000);
    process.kill(process.pid, 'SIGINT');
  },
};
endings[process.argv[2]]();
