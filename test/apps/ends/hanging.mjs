// Ends as its argument says while a call is on its way.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

const server = new McpServer({ name: 'inner', version: '1.0.0' });
server.registerTool('hang', {}, () => new Promise(() => undefined));
const client = new Client({ name: 'ends', version: '1.0.0' });
const [near, far] = InMemoryTransport.createLinkedPair();
await Promise.all([server.connect(far), client.connect(near)]);
client.callTool({ name: 'hang' }).catch(() => undefined);
setTimeout(() => (process.argv[2] === 'exit' ? process.exit(0) : process.kill(process.pid, 'SIGTERM')), 100);
