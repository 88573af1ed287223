import { LangfuseSpanProcessor } from '@langfuse/otel';
import { observe, propagateAttributes, startActiveObservation, startObservation } from '@langfuse/tracing';
import { setActiveTraceIO } from '@langfuse/tracing';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

const processor = new LangfuseSpanProcessor({
  exporter: new OTLPTraceExporter(),
  baseUrl: process.env.MODEL_URL,
  environment: 'test',
  release: '1.2.3',
  mediaUploadEnabled: false,
});
const provider = new NodeTracerProvider({ spanProcessors: [processor] });
provider.register();
const question = 'What is the weather in Oslo?';
const answer = 'It is 21 degrees in Oslo.';
const input = [
  { role: 'system', content: 'You are a friendly guide.' },
  { role: 'user', content: question },
];
const call = { id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Oslo"}' } };
const model = 'gpt-5-mini';
const modelParameters = { temperature: 0.5, max_tokens: 100, top_p: 0.9 };
const totals = { prompt_tokens: 120, completion_tokens: 18, total_tokens: 138 };
const usageDetails = { ...totals, prompt_tokens_details: { cached_tokens: 64 } };
const costDetails = { input: 0.001, output: 0.002, total: 0.003 };

function one(asType, name, attributes, output) {
  const started = startObservation(name, attributes, { asType });
  // An event ends where it starts.
  if (asType !== 'event') started.update({ output }).end();
}

async function everyType() {
  const prompt = { name: 'weather', version: 3, isFallback: false };
  const asked = { role: 'assistant', content: null, tool_calls: [call] };
  one('generation', 'first call', { input, model, modelParameters, prompt, usageDetails, costDetails }, asked);
  one('tool', 'get_weather', { input: { city: 'Oslo' }, metadata: { attempt: 1, at: { zone: 2 } } }, '21 degrees');
  const streamed = { completionStartTime: new Date(), usageDetails: { input: 120, output: 18 }, version: '2' };
  one('generation', 'second call', { input, model, ...streamed }, { role: 'assistant', content: answer });
  one('embedding', 'embed', { input: question, model: 'text-embedding', usageDetails: { input: 9 } }, [0.1, 0.2]);
  one('retriever', 'search', { input: question }, [{ id: 'doc_1', content: 'Oslo is mild.', score: 0.9 }]);
  one('guardrail', 'polite', { input: question, level: 'WARNING', statusMessage: 'Short question' }, { passed: true });
  one('evaluator', 'grade', { input: answer }, { score: 0.8 });
  one('event', 'seen', { input: question });
  one('chain', 'steps', { input: question }, answer);
  one('span', 'plain', { input: 'text' }, 'text');
  one('generation', 'bad call', { input, model, level: 'ERROR', statusMessage: 'No such model' });
  const failing = observe(() => Promise.reject(new Error('No city')), { name: 'get_weather', asType: 'tool' });
  await failing({}).catch(() => undefined);
  setActiveTraceIO({ input: question, output: answer });
  return answer;
}

const known = { userId: 'user-1', sessionId: 'session-1', metadata: { plan: 'free' }, tags: ['weather'] };
await propagateAttributes({ ...known, version: '1', traceName: 'trip' }, () =>
  startActiveObservation('guide', everyType, { asType: 'agent' }),
);
await provider.shutdown();
