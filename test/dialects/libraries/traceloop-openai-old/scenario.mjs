import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { OpenAIInstrumentation } from '@traceloop/instrumentation-openai';
import OpenAI from 'openai';

const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new OTLPTraceExporter())] });
provider.register();
new OpenAIInstrumentation({ traceContent: true }).manuallyInstrument(OpenAI);

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
const sampling = { temperature: 0.5, top_p: 0.9, max_tokens: 100, frequency_penalty: 0.1, presence_penalty: 0.2 };

const first = await openai.chat.completions.create({ model, messages, tools, ...sampling, user: 'user-1' });
const { message } = first.choices[0];
const answer = { role: 'tool', tool_call_id: message.tool_calls[0].id, content: '21 degrees' };
await openai.chat.completions.create({ model, messages: [...messages, message, answer], tools });

const parts = [
  { type: 'text', text: 'What is shown?' },
  { type: 'image_url', image_url: { url: 'https://example.com/oslo.png' } },
];
const streamed = { model, messages: [{ role: 'user', content: parts }], stream: true };
for await (const _chunk of await openai.chat.completions.create(streamed));
await provider.shutdown();
