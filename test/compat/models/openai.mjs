// Calls models by one major of `openai`, and prints what the application sees of each call.
import { all, print, some } from './print.mjs';

const [, , module, url, ...wanted] = process.argv;
const { default: OpenAI } = await import(module);

const at = (scenario = 'plain', options = {}) =>
  new OpenAI({ apiKey: 'none', baseURL: `${url}/${scenario}/v1`, maxRetries: 0, ...options });
const openai = at();
const model = 'gpt-5';
const messages = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'How warm is it?' },
];
const parameters = { type: 'object', properties: { city: { type: 'string' } } };
const tools = [{ type: 'function', function: { name: 'weather', parameters } }];
const chat = openai.chat.completions;
const helpers = chat.stream ? chat : openai.beta.chat.completions;

const scenarios = {
  chat: () => chat.create({ model, messages, temperature: 0.5, max_completion_tokens: 50, stop: ['x'] }),
  tools: () => chat.create({ model, messages, tools }),
  stream: async () => all(await chat.create({ model, messages, stream: true })),
  'stream with usage': async () =>
    all(await chat.create({ model, messages, stream: true, stream_options: { include_usage: true } })),
  'stream of tools': async () => all(await chat.create({ model, messages, tools, stream: true })),
  'stream helper': () => helpers.stream({ model, messages }).finalChatCompletion(),
  'with response': async () => {
    const { data, response } = await chat.create({ model, messages }).withResponse();
    return [data, response.status, response.url.endsWith('/chat/completions'), response.bodyUsed];
  },
  'as response': async () => {
    const response = await chat.create({ model, messages }).asResponse();
    const copy = response.clone();
    return [await copy.text(), (await response.json()).id, response.headers.get('content-type')];
  },
  parse: () => helpers.parse({ model, messages }),
  'early break': async () => some(await at('slow').chat.completions.create({ model, messages, stream: true }), 1),
  responses: () => openai.responses.create({ model, input: 'hi', instructions: 'Be brief.' }),
  'responses stream': async () => all(await openai.responses.create({ model, input: 'hi', stream: true })),
  'responses stream with response': async () => {
    const { data, response } = await openai.responses.create({ model, input: 'hi', stream: true }).withResponse();
    return [response.status, await all(data)];
  },
  embeddings: () => openai.embeddings.create({ model: 'text-embedding-3-small', input: ['a', 'b'], dimensions: 2 }),
  completions: () => openai.completions.create({ model: 'gpt-3.5-turbo-instruct', prompt: 'hi' }),
  limited: () => at('limited').chat.completions.create({ model, messages }),
  overflow: () => at('overflow').chat.completions.create({ model, messages }),
  filtered: () => at('filtered').chat.completions.create({ model, messages }),
  retried: () => at('refuse-once', { maxRetries: 1 }).chat.completions.create({ model, messages }),
  refused: () =>
    new OpenAI({ apiKey: 'none', baseURL: process.env.CLOSED_URL, maxRetries: 0 }).chat.completions.create({
      model,
      messages,
    }),
  abort: async () => {
    const abort = new AbortController();
    const stream = await at('slow').chat.completions.create(
      { model, messages, stream: true },
      { signal: abort.signal },
    );
    const seen = [];
    for await (const piece of stream) {
      seen.push(piece.choices[0].delta.content);
      if (seen.length === 2) abort.abort();
    }
    return seen;
  },
  timeout: () => at('never', { timeout: 200 }).chat.completions.create({ model, messages }),
  drop: async () => all(await at('drop').chat.completions.create({ model, messages, stream: true })),
  'half json': () => at('half-json').chat.completions.create({ model, messages }),
  'wrong type': async () => all(await at('wrong-type').chat.completions.create({ model, messages, stream: true })),
  'models are listed': () => openai.models.list(),
};

await print(scenarios, wanted);
