// A small server on SDK v2 (MCP 2026-07-28): no sessions, and questions to the user as a second round of the call.
import { createServer } from 'node:http';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { acceptedContent, createMcpHandler, inputRequired, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

const text = (value) => ({ content: [{ type: 'text', text: value }] });

const handler = createMcpHandler(() => {
  const server = new McpServer({ name: 'desk', version: '1.0.0' });
  server.registerTool(
    'convert',
    { description: 'Converts degrees Celsius to Fahrenheit', inputSchema: z.object({ celsius: z.number() }) },
    async ({ celsius }) => text(`${celsius * 1.8 + 32} °F`),
  );
  server.registerTool(
    'book',
    { description: 'Books a place, after asking', inputSchema: z.object({ place: z.string() }) },
    async ({ place }, context) => {
      if (acceptedContent(context.mcpReq.inputResponses, 'sure')) return text(`${place} booked`);
      const requestedSchema = { type: 'object', properties: { sure: { type: 'boolean' } }, required: ['sure'] };
      const question = inputRequired.elicit({ message: `Book the ${place}?`, requestedSchema });
      return inputRequired({ inputRequests: { sure: question } });
    },
  );
  server.registerTool(
    'ask_around',
    { description: 'Asks another server', inputSchema: z.object({ question: z.string() }) },
    ({ question }) => askAnother(question),
  );
  return server;
});

/** The desk is a client as well: one trace goes through both of its sides. */
async function askAnother(question) {
  const client = new Client({ name: 'desk', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(process.env.DESK_ASKS_URL)));
  const { content } = await client.callTool({ name: 'echo', arguments: { message: question } });
  await client.close();
  return { content };
}

const http = createServer(toNodeHandler(handler));
http.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.({ port: http.address().port }));
