// An agent as anybody could have written it: the OpenAI SDK, the MCP SDK (v1 and v2), and nothing about telemetry.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Client as ModernClient, StreamableHTTPClientTransport as ModernHttp } from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CreateMessageRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import OpenAI from 'openai';

const { resolve } = createRequire(import.meta.url);
const { AGENT_NOTES, AGENT_EVERYTHING_URL, AGENT_DESK_URL, AGENT_MODEL = 'scripted-1' } = process.env;
// Results are cut, as many agents do it: what that costs shows in the books.
const MAX_RESULT = 2_000;
const identity = { name: 'demo-agent', version: '1.0.0' };
const openai = new OpenAI();

const servers = {
  memory: await overStdio('@modelcontextprotocol/server-memory/dist/index.js', [], {
    MEMORY_FILE_PATH: `${AGENT_NOTES}/memory.jsonl`,
  }),
  files: await overStdio('@modelcontextprotocol/server-filesystem/dist/index.js', [AGENT_NOTES]),
  'everything-stdio': await overStdio('@modelcontextprotocol/server-everything/dist/index.js', ['stdio']),
  everything: await overHttp(AGENT_EVERYTHING_URL),
  desk: await modern(AGENT_DESK_URL),
};
const tools = await listTools();

const messages = [{ role: 'system', content: `You work with files in ${AGENT_NOTES}.` }];
for (const request of JSON.parse(readFileSync(new URL('story.json', import.meta.url), 'utf8'))) await serve(request);
await Promise.all(Object.values(servers).map((client) => client.close()));

async function serve({ user, timeoutMs, cancelAfterMs }) {
  console.log(`user: ${user}`);
  messages.push({ role: 'user', content: user });
  for (;;) {
    const completion = await openai.chat.completions.create({ model: AGENT_MODEL, messages, tools });
    const [{ message }] = completion.choices;
    messages.push(message);
    if (!message.tool_calls?.length) return console.log(`agent: ${message.content}`);
    const calls = message.tool_calls.map((call) => callTool(call, timeoutMs, cancelAfterMs));
    messages.push(...(await Promise.all(calls)));
  }
}

async function callTool({ id, function: { name, arguments: text } }, timeout = 10_000, cancelAfterMs) {
  const [server, tool] = name.split('__');
  const abort = new AbortController();
  const timer = cancelAfterMs && setTimeout(() => abort.abort(new Error('the user said stop')), cancelAfterMs);
  try {
    const params = { name: tool, arguments: JSON.parse(text) };
    const options = { timeout, signal: abort.signal, onprogress: () => undefined };
    const result =
      server === 'desk'
        ? await servers.desk.callTool(params, options)
        : await servers[server].callTool(params, undefined, options);
    return { role: 'tool', tool_call_id: id, content: JSON.stringify(result.content).slice(0, MAX_RESULT) };
  } catch (error) {
    return { role: 'tool', tool_call_id: id, content: `failed: ${error.message}` };
  } finally {
    clearTimeout(timer);
  }
}

async function listTools() {
  const lists = Object.entries(servers).map(async ([server, client]) => {
    const listed = await client.listTools();
    return listed.tools.map(({ name, description = '', inputSchema }) => ({
      type: 'function',
      function: { name: `${server}__${name}`, description: description.slice(0, 200), parameters: inputSchema },
    }));
  });
  return (await Promise.all(lists)).flat();
}

async function overStdio(module, args, env = {}) {
  const client = new Client(identity);
  const parameters = { command: process.execPath, args: [resolve(module), ...args], env, stderr: 'ignore' };
  await client.connect(new StdioClientTransport(parameters));
  return client;
}

async function overHttp(url) {
  const client = new Client(identity, { capabilities: { sampling: {} } });
  client.setRequestHandler(CreateMessageRequestSchema, async ({ params }) => {
    const prompt = params.messages.map(({ content }) => content.text).join('\n');
    const completion = await openai.chat.completions.create({
      model: AGENT_MODEL,
      messages: [{ role: 'user', content: prompt }],
    });
    const text = completion.choices[0].message.content ?? '';
    return { model: completion.model, role: 'assistant', content: { type: 'text', text } };
  });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  return client;
}

async function modern(url) {
  const capabilities = { elicitation: { form: {} } };
  const client = new ModernClient(identity, { versionNegotiation: { mode: 'auto' }, capabilities });
  client.setRequestHandler('elicitation/create', async () => ({ action: 'accept', content: { sure: true } }));
  await client.connect(new ModernHttp(new URL(url)));
  return client;
}
