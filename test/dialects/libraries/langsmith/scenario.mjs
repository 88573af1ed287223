process.env.LANGSMITH_TRACING = 'true';
process.env.LANGSMITH_TRACING_MODE = 'otel';
process.env.LANGSMITH_API_KEY = 'test';
process.env.LANGSMITH_PROJECT = 'guide';
// Whatever is not sent by OTLP stays on loopback.
process.env.LANGSMITH_ENDPOINT = process.env.MODEL_URL;
const { initializeOTEL } = await import('langsmith/experimental/otel/setup');
const { traceable } = await import('langsmith/traceable');
const { wrapOpenAI } = await import('langsmith/wrappers');
const { default: OpenAI } = await import('openai');

const { DEFAULT_LANGSMITH_SPAN_PROCESSOR: processor } = initializeOTEL();
const question = 'What is the weather in Oslo?';
const answer = 'It is 21 degrees in Oslo.';
const messages = [
  { role: 'system', content: 'You are a friendly guide.' },
  { role: 'user', content: question },
];
const parameters = { type: 'object', properties: { city: { type: 'string' } } };
const tools = [{ type: 'function', function: { name: 'get_weather', parameters } }];

async function measure({ city }) {
  if (city === undefined) throw new Error('No city');
  return '21 degrees';
}
const getWeather = traceable(measure, { run_type: 'tool', name: 'get_weather', metadata: { tool_call_id: 'call_1' } });
const documents = [{ page_content: 'Oslo is mild.', type: 'Document', metadata: { id: 'doc_1' } }];
const search = traceable(async (_query) => documents, { run_type: 'retriever', name: 'search' });

const usage_metadata = {
  input_tokens: 120,
  output_tokens: 18,
  total_tokens: 138,
  input_token_details: { cache_read: 64 },
  output_token_details: { reasoning: 5 },
};
const ask = traceable(async (_input) => ({ role: 'assistant', content: answer, usage_metadata }), {
  run_type: 'llm',
  name: 'ask',
  metadata: { ls_provider: 'openai', ls_model_name: 'gpt-5-mini', ls_temperature: 0.5, ls_max_tokens: 100 },
});
const openai = wrapOpenAI(new OpenAI({ apiKey: 'test', baseURL: `${process.env.MODEL_URL}/v1`, maxRetries: 0 }));

async function everyRun(_question) {
  const model = 'gpt-5-mini';
  const [{ message }] = (await openai.chat.completions.create({ model, messages, tools, temperature: 0.5 })).choices;
  await getWeather(JSON.parse(message.tool_calls[0].function.arguments));
  await openai.responses.create({ model, input: messages });
  await search(question);
  await getWeather({}).catch(() => undefined);
  return (await ask({ messages })).content;
}
// A streamed call has no span of its own: its attributes land on the one around it.
async function streamed(_question) {
  for await (const _chunk of await openai.chat.completions.create({ model: 'gpt-5-mini', messages, stream: true }));
}
const metadata = { session_id: 'session-1', user_id: 'user-1' };
await traceable(everyRun, { run_type: 'chain', name: 'guide', metadata, tags: ['weather', 'trip'] })(question);
await traceable(streamed, { run_type: 'chain', name: 'streamed' })(question);
await processor.shutdown();
