// A program with everything that metrics tell of: an agent with a model and MCP tools, round by round, until stdin ends.
import { createServer } from 'node:http';
import { context, metrics, propagation } from '@opentelemetry/api';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

const [, , way = 'plain'] = process.argv;
const report = Array.from({ length: 60 }, (_, line) => `Line ${line} of the report says ${line * 37} crates.`).join(
  '\n',
);

const model = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { messages } = JSON.parse(Buffer.concat(chunks).toString());
  if (messages.length > 6) return response.writeHead(503).end();
  const input = Math.ceil(JSON.stringify(messages).length / 4);
  const usage = { prompt_tokens: input, completion_tokens: 9, prompt_tokens_details: { cached_tokens: 0 } };
  const asked = { id: 'call', type: 'function', function: { name: 'read', arguments: '{}' } };
  const message = { role: 'assistant', content: null, tool_calls: [asked] };
  response.writeHead(200, { 'content-type': 'application/json' });
  return response.end(JSON.stringify({ model: 'gpt-5', choices: [{ message, finish_reason: 'tool_calls' }], usage }));
});
await new Promise((resolve) => model.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${model.address().port}/v1/chat/completions`;

const server = new McpServer({ name: 'work', version: '1.0.0' });
server.registerTool('read', {}, () => ({ content: [{ type: 'text', text: report }] }));
server.registerTool('fail', {}, () => ({ isError: true, content: [{ type: 'text', text: 'No.' }] }));
server.registerPrompt('triage', {}, () => ({
  messages: [{ role: 'user', content: { type: 'text', text: 'Sort what comes in by how urgent it is.' } }],
}));
const client = new Client({ name: 'worker', version: '1.0.0' });
const [near, far] = InMemoryTransport.createLinkedPair();
await server.connect(far);
await client.connect(near);
await client.listTools();

const ask = async (messages) => {
  const body = JSON.stringify({ model: 'gpt-5', messages });
  const answer = await fetch(url, { method: 'POST', body });
  return answer.ok ? (await answer.json()).choices[0].message : undefined;
};

async function round(number) {
  const { messages: prompt } = await client.getPrompt({ name: 'triage' });
  const messages = prompt.map(({ role, content }) => ({ role, content: content.text }));
  messages.push({ role: 'user', content: `Case ${number}` });
  messages.push(await ask(messages));
  const { content } = await client.callTool({ name: 'read' });
  const kept = number % 2 === 0 ? content[0].text : content[0].text.slice(0, 1_200); // Cut, and therefore lost.
  messages.push({ role: 'tool', tool_call_id: 'call', content: kept });
  await ask(messages);
  if (number % 3 !== 0) return;
  await client.callTool({ name: 'fail' });
  await ask([...messages, ...messages]); // The model is not well.
}

/** Two metrics of the application that would have one name in Prometheus. */
function clash() {
  metrics.getMeter('application').createCounter('crates').add(1);
  metrics.getMeter('application').createUpDownCounter('crates.total').add(1);
}

if (way === 'clash') clash();
const stdin = process.stdin.resume();
for (let number = 0; !stdin.readableEnded; number += 1) {
  const entries = { 'gen_ai.conversation.id': { value: `case ${number}` } };
  const baggage = propagation.createBaggage(entries);
  await context.with(propagation.setBaggage(context.active(), baggage), () => round(number));
  await new Promise((resolve) => setTimeout(resolve, 100));
}
model.close();
model.closeAllConnections();
await client.close();
