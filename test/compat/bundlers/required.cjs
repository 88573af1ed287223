// The same call on the CommonJS copy of SDK v1.
const { Client } = require('@modelcontextprotocol/sdk/client/index.js');
const { InMemoryTransport } = require('@modelcontextprotocol/sdk/inMemory.js');
const { McpServer } = require('@modelcontextprotocol/sdk/server/mcp.js');

async function main() {
  const server = new McpServer({ name: 'inner', version: '1.0.0' });
  server.registerTool('echo', {}, async () => ({ content: [{ type: 'text', text: 'hello' }] }));
  const client = new Client({ name: 'outer', version: '1.0.0' });
  const [near, far] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(far), client.connect(near)]);
  const { content } = await client.callTool({ name: 'echo' });
  await client.close();
  process.stdout.write(JSON.stringify(content));
}

void main();
