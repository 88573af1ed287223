// MCP 2026-07-28, over stdio or HTTP: a tool that announces a change, and one that needs a second round.
import { createServer } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { acceptedContent, createMcpHandler, inputRequired, McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

const text = (value) => ({ content: [{ type: 'text', text: value }] });
const requestedSchema = { type: 'object', properties: { yes: { type: 'boolean' } }, required: ['yes'] };
let handler;

function create() {
  const server = new McpServer({ name: 'modern', version: '1' }, { capabilities: { tools: { listChanged: true } } });
  server.registerTool('poke', { inputSchema: z.object({}) }, async () => {
    if (handler === undefined) await server.server.sendToolListChanged();
    else handler.notify.toolsChanged();
    return text('poked');
  });
  server.registerTool('ask', { inputSchema: z.object({}) }, async (_arguments, { mcpReq }) => {
    if (acceptedContent(mcpReq.inputResponses, 'sure')) return text('done');
    const inputRequests = { sure: inputRequired.elicit({ message: 'sure?', requestedSchema }) };
    return inputRequired({ requestState: 'state of the first round', inputRequests });
  });
  return server;
}

if (process.argv[2] === 'http') {
  handler = createMcpHandler(create);
  const server = createServer(toNodeHandler(handler));
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
} else serveStdio(create);
