import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import OpenAI from 'openai';
import { Openlit } from 'openlit';
import { z } from 'zod';

Openlit.init({
  applicationName: 'guide',
  environment: 'test',
  disableBatch: true,
  disableEvents: true,
  disableMetrics: true,
  disabledInstrumentors: ['http', 'undici'],
  customSpanAttributes: { 'session.id': 'session-1' },
  // Otherwise the prices are fetched from GitHub.
  pricingJson: { chat: { 'gpt-5-mini': { promptPrice: 0.001, completionPrice: 0.002 } } },
  instrumentations: { mcp: { Client, Server }, openai: { OpenAI } },
});

const server = new McpServer({ name: 'weather', version: '1.2.3' });
const content = (text) => [{ type: 'text', text }];
server.registerTool('get_weather', { inputSchema: { city: z.string() } }, async ({ city }) => {
  if (city === '') throw new Error('No city');
  return { content: content('21 degrees') };
});
const question = 'What is the weather in Oslo?';
const prompt = () => ({ messages: [{ role: 'user', content: { type: 'text', text: question } }] });
server.registerPrompt('ask', { argsSchema: { city: z.string() } }, prompt);
server.registerResource('oslo', 'weather://oslo', {}, ({ href: uri }) => ({ contents: [{ uri, text: '21 degrees' }] }));
const [near, far] = InMemoryTransport.createLinkedPair();
await server.connect(far);
const client = new Client({ name: 'guide', version: '1.0.0' });
await client.connect(near);
await client.listTools();
await client.callTool({ name: 'get_weather', arguments: { city: 'Oslo' } });
await client.callTool({ name: 'get_weather', arguments: { city: '' } });
await client.getPrompt({ name: 'ask', arguments: { city: 'Oslo' } });
await client.listResources();
await client.readResource({ uri: 'weather://oslo' });
await client.readResource({ uri: 'weather://nowhere' }).catch(() => undefined);
await client.close();

const openai = new OpenAI({ apiKey: 'test', baseURL: `${process.env.MODEL_URL}/v1`, maxRetries: 0 });
const model = 'gpt-5-mini';
const messages = [
  { role: 'system', content: 'You are a friendly guide.' },
  { role: 'user', content: question },
];
const parameters = { type: 'object', properties: { city: { type: 'string' } } };
const tools = [{ type: 'function', function: { name: 'get_weather', parameters } }];
const settings = { temperature: 0.5, max_tokens: 100, user: 'user-1' };
const [{ message }] = (await openai.chat.completions.create({ model, messages, tools, ...settings })).choices;
const answer = { role: 'tool', tool_call_id: message.tool_calls[0].id, content: '21 degrees' };
await openai.chat.completions.create({ model, messages: [...messages, message, answer], tools });
for await (const _chunk of await openai.chat.completions.create({ model, messages, stream: true }));
await openai.responses.create({ model, input: messages });
await openai.embeddings.create({ model: 'text-embedding-3-small', input: question, encoding_format: 'float' });
