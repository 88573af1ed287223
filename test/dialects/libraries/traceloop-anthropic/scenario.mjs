import * as anthropicModule from '@anthropic-ai/sdk';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { AnthropicInstrumentation } from '@traceloop/instrumentation-anthropic';

const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new OTLPTraceExporter())] });
provider.register();
new AnthropicInstrumentation({ traceContent: true }).manuallyInstrument(anthropicModule);

// The address is recorded.
const loopback = (url, init) => fetch(url.replace('https://api.anthropic.com', process.env.MODEL_URL), init);
const anthropic = new anthropicModule.Anthropic({ apiKey: 'test', fetch: loopback });
const input_schema = { type: 'object', properties: { city: { type: 'string' } } };
const tools = [{ name: 'get_weather', description: 'The weather of a city', input_schema }];
const messages = [{ role: 'user', content: 'What is the weather in Oslo?' }];
const sampling = { temperature: 0.5, top_p: 0.9, top_k: 40, stop_sequences: ['END'] };
const request = { model: 'claude-sonnet-5', max_tokens: 100, system: 'You are a friendly guide.', messages };

const asked = await anthropic.messages.create({ ...request, ...sampling, tools, metadata: { user_id: 'user-1' } });
const { role, content } = asked;
const result = { type: 'tool_result', tool_use_id: content[0].id, content: '21 degrees' };
const told = [...messages, { role, content }, { role: 'user', content: [result] }];
await anthropic.messages.create({ ...request, tools, messages: told });

for await (const _event of await anthropic.messages.create({ ...request, stream: true }));

const limited = async () => Response.json({ error: { message: 'Too many requests' } }, { status: 429 });
const refused = anthropic.withOptions({ fetch: limited, maxRetries: 0 });
await refused.messages.create(request).catch(() => undefined);
await provider.shutdown();
