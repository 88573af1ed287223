import * as inference from '@arizeai/openinference-core';
import { OpenAIInstrumentation } from '@arizeai/openinference-instrumentation-openai';
import { context } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import OpenAI from 'openai';

const { setMetadata, setPromptTemplate, setSession, setTags, setUser, traceAgent, traceTool } = inference;
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new OTLPTraceExporter())] });
provider.register();
new OpenAIInstrumentation().manuallyInstrument(OpenAI);

// The provider is read from the address.
const loopback = (url, init) => fetch(url.replace('https://api.openai.com', process.env.MODEL_URL), init);
const openai = new OpenAI({ apiKey: 'test', baseURL: 'https://api.openai.com/v1', fetch: loopback });
const model = 'gpt-5-mini';
const parameters = { type: 'object', properties: { city: { type: 'string' } } };
const weather = { name: 'get_weather', description: 'The weather of a city', parameters };
const tools = [{ type: 'function', function: weather }];
const messages = [
  { role: 'system', content: 'You are a friendly guide.' },
  { role: 'user', content: 'What is the weather in Oslo?' },
];
const parts = [
  { type: 'text', text: 'What is shown?' },
  { type: 'image_url', image_url: { url: 'https://example.com/oslo.png' } },
];

async function measure({ city }) {
  if (city === undefined) throw new Error('No city');
  return '21 degrees';
}
const getWeather = traceTool(measure, { attributes: inference.getToolAttributes(weather), name: 'get_weather' });

const guide = traceAgent(
  async (_question) => {
    const first = await openai.chat.completions.create({ model, messages, tools, temperature: 0.5, max_tokens: 100 });
    const { message } = first.choices[0];
    const [{ id, function: asked }] = message.tool_calls;
    const content = await getWeather(JSON.parse(asked.arguments));
    const told = [...messages, message, { role: 'tool', tool_call_id: id, content }];
    return (await openai.chat.completions.create({ model, messages: told, tools })).choices[0].message.content;
  },
  { name: 'guide' },
);

async function everyCall() {
  await guide(messages[1].content);
  const streamed = { model, messages: [{ role: 'user', content: parts }], stream: true };
  for await (const _chunk of await openai.chat.completions.create(streamed));
  await openai.responses.create({ model, input: messages, tools: [{ type: 'function', ...weather }] });
  await openai.embeddings.create({ model: 'text-embedding-3-small', input: 'Oslo', encoding_format: 'float' });
  await getWeather({}).catch(() => undefined);
}

const session = setUser(setSession(context.active(), { sessionId: 'session-1' }), { userId: 'user-1' });
const tagged = setTags(setMetadata(session, { plan: 'free' }), ['weather']);
const prompt = { template: 'What is the weather in {city}?', variables: { city: 'Oslo' }, version: '2' };
await context.with(setPromptTemplate(tagged, prompt), everyCall);
await provider.shutdown();
