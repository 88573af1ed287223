import { createOpenAI } from '@ai-sdk/openai';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { embed, embedMany, generateObject, generateText, streamText, tool } from 'ai';
import { z } from 'zod';

const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new OTLPTraceExporter())] });
provider.register();

const openai = createOpenAI({ apiKey: 'test', baseURL: `${process.env.MODEL_URL}/v1`, compatibility: 'strict' });
const experimental_telemetry = {
  isEnabled: true,
  functionId: 'guide',
  metadata: { sessionId: 'session-1', userId: 'user-1' },
};
const schema = z.object({ city: z.string() });
const tools = {
  get_weather: tool({
    description: 'The weather of a city',
    parameters: schema,
    execute: async () => '21 degrees',
  }),
};
const ask = {
  model: openai.chat('gpt-5-mini'),
  system: 'You are a friendly guide.',
  prompt: 'What is the weather in Oslo?',
  maxRetries: 0,
  temperature: 0.5,
  topP: 0.9,
  maxTokens: 100,
  experimental_telemetry,
};

await generateText({ ...ask, tools, maxSteps: 3 });
const { textStream } = streamText(ask);
for await (const _piece of textStream);

// The model of the scenarios knows no schemas.
const asObject = async (url, init) => {
  const text = await (await fetch(url, init)).text();
  return new Response(text.replace('It is 21 degrees in Oslo.', '{\\"city\\":\\"Oslo\\"}'));
};
const withObjects = createOpenAI({ apiKey: 'test', baseURL: `${process.env.MODEL_URL}/v1`, fetch: asObject });
await generateObject({ ...ask, model: withObjects.chat('gpt-5-mini'), schema });

await embed({ experimental_telemetry, model: openai.textEmbeddingModel('text-embedding-3-small'), value: 'Oslo' });
await embedMany({
  experimental_telemetry,
  model: openai.textEmbeddingModel('text-embedding-3-small'),
  values: ['Oslo'],
});

const limited = async () => Response.json({ error: { message: 'Too many requests' } }, { status: 429 });
const refused = createOpenAI({ apiKey: 'test', baseURL: process.env.MODEL_URL, fetch: limited }).chat('gpt-5-mini');
await generateText({ ...ask, model: refused }).catch(() => undefined);
await provider.shutdown();
