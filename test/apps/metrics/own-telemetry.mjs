// An application that reads its settings before it starts the OpenTelemetry SDK, as its documentation says, and then waits.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { NodeSDK } from '@opentelemetry/sdk-node';

await new Promise((resolve) => setTimeout(resolve, 20));
const sdk = new NodeSDK();
sdk.start();
const server = new McpServer({ name: 'own', version: '1.0.0' });
server.registerTool('echo', {}, () => ({ content: [] }));
const client = new Client({ name: 'own', version: '1.0.0' });
const [near, far] = InMemoryTransport.createLinkedPair();
await server.connect(far);
await client.connect(near);
await client.callTool({ name: 'echo' });
await new Promise((resolve) => setTimeout(resolve, 600)); // Whoever else wants to serve metrics has had time to.
process.stdout.write('ready');
process.stdin
  .on('end', async () => {
    await client.close();
    await sdk.shutdown();
  })
  .resume();
