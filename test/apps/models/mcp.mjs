// A prompt of an MCP server used in a model call, and what a caller states about its calls on the wire.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { context, propagation } from '@opentelemetry/api';
import { z } from 'zod';

const [, , url] = process.argv;
const server = new McpServer({ name: 'desk', version: '1.0.0' });
const message = (text) => ({ messages: [{ role: 'user', content: { type: 'text', text } }] });
server.registerPrompt('greeting', { argsSchema: { name: z.string() } }, ({ name }) =>
  message(`Write a friendly greeting for ${name}.`),
);
server.registerTool('echo', { inputSchema: {} }, () => ({ content: [] }));
const client = new Client({ name: 'app', version: '1.0.0' });
const [near, far] = InMemoryTransport.createLinkedPair();
await server.connect(far);
await client.connect(near);

const ask = async (text) => {
  const body = JSON.stringify({ model: 'gpt-5', messages: [{ role: 'user', content: text }] });
  await (await fetch(`${url}/plain/v1/chat/completions`, { method: 'POST', body })).json();
};
const { messages } = await client.getPrompt({ name: 'greeting', arguments: { name: 'Ann' } });
await ask(messages[0].content.text);

const stated = { 'mcp_otel.risk.tier': 'high', 'mcp_otel.confidence': 1.7, 'mcp_otel.approval': 'granted' };
await client.callTool({ name: 'echo', arguments: {}, _meta: stated });

const baggage = propagation.createBaggage({
  'mcp_otel.shadow': { value: 'true' },
  'gen_ai.prompt.name': { value: 'hello' },
  'gen_ai.prompt.version': { value: '3' },
  'gen_ai.conversation.id': { value: 'conversation-1' },
});
await context.with(propagation.setBaggage(context.active(), baggage), () => ask('Hello there, how are you?'));
await client.close();
