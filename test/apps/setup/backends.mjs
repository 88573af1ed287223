// A tool that asks an HTTP service, by fetch and by node:http.
import http from 'node:http';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

const service = http.createServer((_request, response) => response.end('ok'));
await new Promise((resolve) => void service.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${service.address().port}/`;
const server = new McpServer({ name: 'inner', version: '1.0.0' });
server.registerTool('echo', {}, async () => {
  await (await fetch(url)).text();
  await new Promise((resolve) => http.get(url, (response) => response.resume().on('end', resolve)));
  return { content: [] };
});
const client = new Client({ name: 'outer', version: '1.0.0' });
const [near, far] = InMemoryTransport.createLinkedPair();
await Promise.all([server.connect(far), client.connect(near)]);
await client.callTool({ name: 'echo' });
await client.close();
service.closeAllConnections();
service.close();
process.stdout.write('done');
