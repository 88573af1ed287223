// Calls models by one version of the Bedrock client, and prints what the application sees of each call.
import { createRequire } from 'node:module';
import { all, print, some } from './print.mjs';

const [, , module, url, ...wanted] = process.argv;
const require = createRequire(import.meta.url);
const { BedrockRuntime, BedrockRuntimeClient, ...commands } = require(module);
const { NodeHttpHandler } = createRequire(require.resolve(module))('@smithy/node-http-handler');
const settings = {
  region: 'us-east-1',
  endpoint: url,
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  maxAttempts: 2,
  requestHandler: new NodeHttpHandler(),
};
const client = new BedrockRuntimeClient(settings);
const ask = {
  messages: [{ role: 'user', content: [{ text: 'hi' }] }],
  system: [{ text: 'Be brief.' }],
  inferenceConfig: { maxTokens: 5, temperature: 0.5 },
};
const converse = (modelId, more) => client.send(new commands.ConverseCommand({ modelId, ...ask, ...more }));
const stream = async (modelId, options) =>
  (await client.send(new commands.ConverseStreamCommand({ modelId, ...ask }), options)).stream;
const invoke = (modelId, body) => client.send(new commands.InvokeModelCommand({ modelId, body: JSON.stringify(body) }));
const keys = (events) => events.map((event) => Object.keys(event)[0]);

await print(
  {
    converse: async () =>
      (await converse('claude', { guardrailConfig: { guardrailIdentifier: 'g', guardrailVersion: '1' } })).usage,
    tools: async () => (await converse('tools')).output,
    'by its other class': async () =>
      (await new BedrockRuntime(settings).converse({ modelId: 'claude', ...ask })).stopReason,
    'by a callback': () =>
      new Promise((resolve) => {
        client.send(new commands.ConverseCommand({ modelId: 'claude', ...ask }), (_error, output) =>
          resolve(output.stopReason),
        );
      }),
    retried: async () => (await converse('flaky')).stopReason,
    denied: () => converse('denied'),
    stream: async () => keys(await all(await stream('claude'))),
    'exception in a stream': async () => keys(await all(await stream('breaks'))),
    'early break': async () => keys(await some(await stream('claude'), 2)),
    invoke: async () =>
      JSON.parse((await invoke('claude', { messages: ask.messages, max_tokens: 5 })).body.transformToString()).id,
    titan: async () => (await invoke('titan', { inputText: 'hi', textGenerationConfig: {} })).contentType,
    'invoke stream': async () => {
      const command = new commands.InvokeModelWithResponseStreamCommand({ modelId: 'claude', body: '{"prompt":"hi"}' });
      return keys(await all((await client.send(command)).body));
    },
  },
  wanted,
);
client.destroy();
