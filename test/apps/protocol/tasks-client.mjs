// Calls a tool as a task and waits for its result. No span of its own: only links can join the calls.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { CallToolResultSchema, ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';

const capabilities = { elicitation: {}, tasks: { requests: { elicitation: { create: {} } } } };
const client = new Client({ name: 'tasks', version: '1' }, { capabilities });
client.setRequestHandler(ElicitRequestSchema, async () => ({ action: 'accept', content: {} }));
const [server] = process.argv.slice(2);
await client.connect(new StdioClientTransport({ command: process.execPath, args: [server], stderr: 'inherit' }));
await client.listTools();
const call = { name: 'slow', arguments: {} };
const stream = client.experimental.tasks.callToolStream(call, CallToolResultSchema, { task: { ttl: 60_000 } });
for await (const { type } of stream) process.stdout.write(`${type} `);
await client.close();
