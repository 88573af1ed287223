// One call on SDK v2, both sides in one process.
import { Client } from '@modelcontextprotocol/client';
import { InMemoryTransport, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

async function main() {
  const server = new McpServer({ name: 'inner', version: '1.0.0' });
  const inputSchema = z.object({ text: z.string() });
  server.registerTool('echo', { inputSchema }, async ({ text }) => ({ content: [{ type: 'text', text }] }));
  const client = new Client({ name: 'outer', version: '1.0.0' });
  const [near, far] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(far), client.connect(near)]);
  const { content } = await client.callTool({ name: 'echo', arguments: { text: 'hello' } });
  await client.close();
  process.stdout.write(JSON.stringify(content));
}

void main();
