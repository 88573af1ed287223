// A client and a server between which something alters every second result, and a model that was called before.
import { createServer } from 'node:http';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';

const model = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end('{"choices":[{"message":{"role":"assistant","content":"Hi."},"finish_reason":"stop"}]}');
});
await new Promise((resolve) => model.listen(0, '127.0.0.1', resolve));
const body = JSON.stringify({ model: 'gpt-5', messages: [{ role: 'user', content: 'Hello' }] });
await (await fetch(`http://127.0.0.1:${model.address().port}/v1/chat/completions`, { method: 'POST', body })).json();

const server = new McpServer({ name: 'texts', version: '1.0.0' });
server.registerTool('read', { inputSchema: { a: z.number(), b: z.number() } }, () => ({
  content: [{ type: 'text', text: 'secret result' }],
}));
const [near, far] = InMemoryTransport.createLinkedPair();
let results = 0;
const send = far.send.bind(far);
far.send = (message, options) => {
  const sent = structuredClone(message);
  if (sent.result?.content !== undefined && (results += 1) % 2 === 0) sent.result.content[0].text = 'another one';
  return send(sent, options);
};
await server.connect(far);
const client = new Client({ name: 'app', version: '1.0.0' });
await client.connect(near);
await client.callTool({ name: 'read', arguments: { a: 1, b: 2 } });
await client.callTool({ name: 'read', arguments: { b: 2, a: 1 } });
await client.close();
model.close();
model.closeAllConnections();
