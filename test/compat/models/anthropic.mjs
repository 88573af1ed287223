// Calls models by one major of `@anthropic-ai/sdk`, and prints what the application sees of each call.
import { all, print, some } from './print.mjs';

const [, , module, url, ...wanted] = process.argv;
const { default: Anthropic } = await import(module);
const at = (scenario = 'plain', options = {}) =>
  new Anthropic({ apiKey: 'none', baseURL: `${url}/${scenario}`, maxRetries: 0, ...options });
const { messages } = at();
const ask = {
  model: 'claude-sonnet-5',
  max_tokens: 100,
  system: 'Be brief.',
  messages: [{ role: 'user', content: 'hi' }],
};
const tools = [{ name: 'weather', input_schema: { type: 'object', properties: { city: { type: 'string' } } } }];

await print(
  {
    create: () => messages.create({ ...ask, temperature: 0.5, top_k: 5, stop_sequences: ['x'] }),
    tools: () => messages.create({ ...ask, tools }),
    stream: async () => all(await messages.create({ ...ask, stream: true })),
    'stream helper': () => messages.stream(ask).finalMessage(),
    'stream of tools': () => messages.stream({ ...ask, tools }).finalMessage(),
    'with response': async () => {
      const { data, response } = await messages.create(ask).withResponse();
      return [data, response.status];
    },
    beta: () => at().beta.messages.create(ask),
    'early break': async () => some(await at('slow').messages.create({ ...ask, stream: true }), 3),
    drop: async () => all(await at('drop').messages.create({ ...ask, stream: true })),
    limited: () => at('limited').messages.create(ask),
    retried: () => at('refuse-once', { maxRetries: 1 }).messages.create(ask),
  },
  wanted,
);
