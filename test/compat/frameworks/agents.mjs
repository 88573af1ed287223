// The agents of OpenAI: two runs at a time, each with a tool of an MCP server, and nothing about telemetry.
import { Agent, run, setDefaultOpenAIClient, setOpenAIAPI, setTracingDisabled, tool } from '@openai/agents';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import OpenAI from 'openai';
import { z } from 'zod';

const [, , api, url] = process.argv;
setDefaultOpenAIClient(new OpenAI({ apiKey: 'none', baseURL: `${url}/plain/v1` }));
setOpenAIAPI(api);
setTracingDisabled(false);

const server = new McpServer({ name: 'weather', version: '1.0.0' });
server.registerTool('weather', { inputSchema: { city: z.string() } }, () => ({
  content: [{ type: 'text', text: '21' }],
}));
const client = new Client({ name: 'app', version: '1.0.0' });
const [near, far] = InMemoryTransport.createLinkedPair();
await server.connect(far);
await client.connect(near);
const weather = tool({
  name: 'weather',
  description: 'Tells the temperature',
  parameters: z.object({ city: z.string() }),
  execute: async (given) => (await client.callTool({ name: 'weather', arguments: given })).content[0].text,
});
const agent = new Agent({ name: 'Weatherman', instructions: 'Be brief.', model: 'gpt-5', tools: [weather] });
const runs = await Promise.all([1, 2].map(() => run(agent, 'How warm is it?')));
console.log(JSON.stringify(runs.map(({ finalOutput }) => finalOutput)));
await client.close();
process.exit(0);
