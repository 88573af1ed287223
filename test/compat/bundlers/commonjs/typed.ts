// The same call in TypeScript, as CommonJS.
import client = require('@modelcontextprotocol/sdk/client/index.js');
import memory = require('@modelcontextprotocol/sdk/inMemory.js');
import mcp = require('@modelcontextprotocol/sdk/server/mcp.js');

async function main(): Promise<void> {
  const server = new mcp.McpServer({ name: 'inner', version: '1.0.0' });
  server.registerTool('echo', {}, async () => ({ content: [{ type: 'text' as const, text: 'hello' }] }));
  const outer = new client.Client({ name: 'outer', version: '1.0.0' });
  const [near, far] = memory.InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(far), outer.connect(near)]);
  const { content } = await outer.callTool({ name: 'echo' });
  await outer.close();
  process.stdout.write(JSON.stringify(content));
}

void main();
