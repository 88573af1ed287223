// The AI SDK in one of its majors: text, steps with a tool of an MCP server, streams, embeddings, refusals.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';

const [, , major, url, telemetry = 'off', ...wanted] = process.argv;
const ai = await import(major === '7' ? 'ai' : `ai-${major}`);
const { createOpenAI } = await import(major === '7' ? '@ai-sdk/openai' : `openai-for-ai-${major}`);
const { generateText, streamText, embed, tool, stepCountIs, isStepCount = stepCountIs } = ai;
if (telemetry === 'otel') ai.registerTelemetry(new (await import('@ai-sdk/otel')).OpenTelemetry());
const settings =
  telemetry === 'on'
    ? { experimental_telemetry: { isEnabled: true } }
    : telemetry === 'refused'
      ? { telemetry: { isEnabled: false } }
      : {};

const server = new McpServer({ name: 'weather', version: '1.0.0' });
server.registerTool('weather', { inputSchema: { city: z.string() } }, ({ city }) => ({
  content: [{ type: 'text', text: `${city}: 21` }],
}));
const client = new Client({ name: 'app', version: '1.0.0' });
const [near, far] = InMemoryTransport.createLinkedPair();
await server.connect(far);
await client.connect(near);
const tools = {
  weather: tool({
    inputSchema: z.object({ city: z.string() }),
    execute: async (given) => (await client.callTool({ name: 'weather', arguments: given })).content[0].text,
  }),
};

const at = (scenario) => createOpenAI({ apiKey: 'none', baseURL: `${url}/${scenario}/v1` });
const openai = at('plain');
const model = openai.chat('gpt-5');
const embedding = (openai.embeddingModel ?? openai.textEmbeddingModel)('text-embedding-3-small');
const ask = { model, prompt: 'How warm is it?', maxRetries: 0, ...settings };

const scenarios = {
  text: async () => (await generateText(ask)).text,
  steps: async () => (await generateText({ ...ask, tools, stopWhen: isStepCount(3) })).steps.length,
  stream: async () => {
    let said = '';
    for await (const piece of streamText(ask).textStream) said += piece;
    return said;
  },
  break: async () => {
    for await (const piece of streamText({ ...ask, model: at('slow').chat('gpt-5') }).textStream) return piece;
    return undefined;
  },
  abort: async () => {
    const abort = new AbortController();
    const stream = streamText({
      ...ask,
      model: at('slow').chat('gpt-5'),
      abortSignal: abort.signal,
      onError: () => undefined,
    });
    for await (const piece of stream.textStream) if (piece !== '') abort.abort();
    return 'aborted';
  },
  embedding: async () => (await embed({ model: embedding, value: 'hi', ...settings })).embedding,
  limited: async () => generateText({ ...ask, model: at('limited').chat('gpt-5') }),
};

for (const name of wanted) {
  const seen = await scenarios[name]().catch((error) => `${error.constructor.name} ${error.statusCode}`);
  console.log(`${name}: ${JSON.stringify(seen)}`);
}
await client.close();
