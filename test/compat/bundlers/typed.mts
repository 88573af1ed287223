// The same call in TypeScript, as an ES module.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

const text: string = 'hello';
const server = new McpServer({ name: 'inner', version: '1.0.0' });
server.registerTool('echo', {}, async () => ({ content: [{ type: 'text' as const, text }] }));
const client = new Client({ name: 'outer', version: '1.0.0' });
const [near, far] = InMemoryTransport.createLinkedPair();
await Promise.all([server.connect(far), client.connect(near)]);
const { content } = await client.callTool({ name: 'echo' });
await client.close();
process.stdout.write(JSON.stringify(content));
