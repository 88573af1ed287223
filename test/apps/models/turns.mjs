// Two users at a time, each with a conversation of two turns, parallel and repeated tool calls, and nothing about telemetry.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';

const [, , url] = process.argv;
const server = new McpServer({ name: 'weather', version: '1.0.0' });
server.registerTool('weather', { inputSchema: { city: z.string() } }, ({ city }) => ({
  content: [{ type: 'text', text: city }],
}));
const client = new Client({ name: 'app', version: '1.0.0' });
const [near, far] = InMemoryTransport.createLinkedPair();
await server.connect(far);
await client.connect(near);
const tools = [{ type: 'function', function: { name: 'srv__weather', parameters: { type: 'object' } } }];

/** Asks until there is no tool call left. Only the first turn of a conversation has tools. */
async function turn(messages, text, withTools) {
  messages.push({ role: 'user', content: text });
  for (;;) {
    const response = await fetch(`${url}/plain/v1/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model: 'gpt-5', messages, ...(withTools && { tools }) }),
    });
    const [{ message }] = (await response.json()).choices;
    messages.push(message);
    if (message.tool_calls === undefined) return;
    for (const { id, function: called } of message.tool_calls) {
      const { content } = await client.callTool({
        name: called.name.split('__')[1],
        arguments: JSON.parse(called.arguments),
      });
      messages.push({ role: 'tool', tool_call_id: id, content: content[0].text });
    }
  }
}

async function converse(who) {
  const messages = [{ role: 'system', content: 'Be brief.' }];
  await turn(messages, `I am ${who}. How warm is it?`, true);
  await turn(messages, `Thanks. And tomorrow, ${who}?`, false);
}

await Promise.all(['Ann', 'Bob'].map(converse));
await client.close();
