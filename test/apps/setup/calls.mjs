// A client and a server in one process: one call, and whatever the environment asks for around it.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

export async function callOnce(meta) {
  const server = new McpServer({ name: 'inner', version: '1.0.0' });
  server.registerTool('echo', {}, async (extra) => ({
    content: [{ type: 'text', text: JSON.stringify(extra._meta ?? null) }],
  }));
  const client = new Client({ name: 'outer', version: '1.0.0' });
  const [near, far] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(far), client.connect(near)]);
  const result = await client.callTool({ name: 'echo', ...(meta && { _meta: meta }) });
  await client.close();
  return result.content[0].text;
}
