// No hook at all: the client and the server are handed over by the program itself.
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { instrument } from '@mcp-otel/instrumentation';

const server = new McpServer({ name: 'inner', version: '1.0.0' });
server.registerTool('echo', {}, async () => ({ content: [] }));
const client = new Client({ name: 'outer', version: '1.0.0' });
const [near, far] = InMemoryTransport.createLinkedPair();
await server.connect(far);
instrument(server); // Late: its transport is there already.
await instrument(client).connect(near);
await client.callTool({ name: 'echo' });
instrument({}); // Something else is left as it is.
