// A handler of mcp-handler, which makes spans of its own, and one call to it.
import { createMcpHandler } from 'mcp-handler';

const handler = createMcpHandler((server) => {
  server.registerTool('echo', {}, async () => ({ content: [{ type: 'text', text: 'hello' }] }));
});
const body = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'echo', arguments: {} } };
const response = await handler(
  new Request('http://localhost/mcp', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify(body),
  }),
);
const answer = await response.text();
process.stdout.write(/"text":"(\w+)"/.exec(answer)?.[1] ?? answer);
