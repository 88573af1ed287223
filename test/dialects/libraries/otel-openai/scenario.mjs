const { provider, OpenAI } = globalThis.scenario;
const address = 'https://api.openai.com';
const client = (fetch) => new OpenAI({ apiKey: 'test', baseURL: `${address}/v1`, maxRetries: 0, fetch });
// The address is recorded.
const openai = client((url, init) => fetch(url.replace(address, process.env.MODEL_URL), init));
const model = 'gpt-5-mini';
const instructions = 'You are a friendly guide.';
const question = 'What is the weather in Oslo?';
const parameters = { type: 'object', properties: { city: { type: 'string' } } };
const weather = { name: 'get_weather', description: 'The weather of a city', parameters };
const tools = [{ type: 'function', function: weather }];
const messages = [
  { role: 'system', content: instructions },
  { role: 'user', content: question },
];
const settings = { temperature: 0.5, top_p: 0.9, max_completion_tokens: 100, stop: ['END'], seed: 7 };
const penalties = { frequency_penalty: 0.1, presence_penalty: 0.2 };

const first = await openai.chat.completions.create({ model, messages, tools, ...settings, ...penalties });
const { message } = first.choices[0];
const answer = { role: 'tool', tool_call_id: message.tool_calls[0].id, content: '21 degrees' };
await openai.chat.completions.create({ model, messages: [...messages, message, answer], tools });

const stream_options = { include_usage: true };
const chunks = await openai.chat.completions.create({ model, messages, stream: true, stream_options });
for await (const _chunk of chunks);

await openai.embeddings.create({ model: 'text-embedding-3-small', input: question, encoding_format: 'float' });
const functions = [{ type: 'function', ...weather }];
await openai.responses.create({ model, instructions, input: question, tools: functions, max_output_tokens: 100 });
const events = await openai.responses.create({ model, instructions, input: question, stream: true });
for await (const _event of events);

const failing = client(async () => Response.json({ error: { message: 'No such model' } }, { status: 404 }));
await failing.chat.completions.create({ model: 'gpt-0', messages }).catch(() => undefined);
await provider.shutdown();
