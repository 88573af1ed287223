import { LangChainInstrumentation } from '@arizeai/openinference-instrumentation-langchain';
import * as callbackManager from '@langchain/core/callbacks/manager';
import { awaitAllCallbacks } from '@langchain/core/callbacks/promises';
import { Document } from '@langchain/core/documents';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { BaseRetriever } from '@langchain/core/retrievers';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { z } from 'zod';

const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new OTLPTraceExporter())] });
provider.register();
new LangChainInstrumentation().manuallyInstrument(callbackManager);

const settings = { model: 'gpt-5-mini', apiKey: 'test', temperature: 1, maxRetries: 0 };
const model = new ChatOpenAI({ ...settings, configuration: { baseURL: `${process.env.MODEL_URL}/v1` } });
const measure = async ({ city }) => {
  if (city === 'Atlantis') throw new Error('No such city');
  return '21 degrees';
};
const schema = z.object({ city: z.string() });
const getWeather = tool(measure, { name: 'get_weather', description: 'The weather of a city', schema });

class Notes extends BaseRetriever {
  lc_namespace = ['scenario'];

  async _getRelevantDocuments() {
    return [new Document({ id: 'note-1', pageContent: 'Oslo is mild.', metadata: { source: 'notes' } })];
  }
}

const prompt = ChatPromptTemplate.fromMessages([
  ['system', 'You are a friendly guide.'],
  ['human', 'What is the weather in {city}?'],
]);
const settingsOfRun = { runName: 'guide', tags: ['weather'], metadata: { session_id: 'session-1', user_id: 'user-1' } };

const withTools = model.bindTools([getWeather]);
const asked = await prompt.pipe(withTools).invoke({ city: 'Oslo' }, settingsOfRun);
const answer = await getWeather.invoke(asked.tool_calls[0]);
const told = await prompt.formatMessages({ city: 'Oslo' });
await withTools.invoke([...told, asked, answer], settingsOfRun);
for await (const _piece of await model.stream(told));
await new Notes().invoke('Oslo');

await getWeather.invoke({ city: 'Atlantis' }).catch(() => undefined);
const limited = async () => Response.json({ error: { message: 'Too many requests' } }, { status: 429 });
const refused = new ChatOpenAI({ ...settings, configuration: { baseURL: process.env.MODEL_URL, fetch: limited } });
await refused.invoke(told).catch(() => undefined);
await awaitAllCallbacks();
await provider.shutdown();
