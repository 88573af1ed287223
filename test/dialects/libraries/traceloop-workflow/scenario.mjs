import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import * as traceloop from '@traceloop/node-server-sdk';
import OpenAI from 'openai';

const { withAgent, withAssociationProperties, withConversation, withTask, withTool, withWorkflow } = traceloop;
traceloop.initialize({
  appName: 'scenario',
  disableBatch: true,
  exporter: new OTLPTraceExporter(),
  instrumentModules: { openAI: OpenAI },
  silenceInitializationMessage: true,
  traceContent: true,
  traceloopSyncEnabled: false,
});

// The provider is read from the address.
const loopback = (url, init) => fetch(url.replace('https://api.openai.com', process.env.MODEL_URL), init);
const openai = new OpenAI({ apiKey: 'test', baseURL: 'https://api.openai.com/v1', fetch: loopback });
const parameters = { type: 'object', properties: { city: { type: 'string' } } };
const weather = { name: 'get_weather', description: 'The weather of a city', parameters };
const request = { model: 'gpt-5-mini', tools: [{ type: 'function', function: weather }] };

const measure = async (_given) => ({ answer: '21 degrees' });

async function answerOf(question) {
  const messages = [
    { role: 'system', content: 'You are a friendly guide.' },
    { role: 'user', content: question },
  ];
  const { message } = (await openai.chat.completions.create({ ...request, messages })).choices[0];
  const [{ id, function: asked }] = message.tool_calls;
  const { answer } = await withTool({ name: 'get_weather', version: 1 }, measure, JSON.parse(asked.arguments));
  const told = [...messages, message, { role: 'tool', tool_call_id: id, content: answer }];
  return (await openai.chat.completions.create({ ...request, messages: told })).choices[0].message.content;
}

async function tidied(question) {
  const answer = await withAgent({ name: 'guide' }, answerOf, question);
  return withTask({ name: 'tidy' }, (text) => text.trim(), answer);
}

const properties = { session_id: 'session-1', user_id: 'user-1', plan: 'free' };
await withAssociationProperties(properties, () =>
  withWorkflow({ name: 'weather_report', version: 2 }, tidied, 'What is the weather in Oslo?'),
);
await withConversation('conversation-1', () => withTool({ name: 'get_weather' }, measure, { city: 'Oslo' }));
await traceloop.forceFlush();
