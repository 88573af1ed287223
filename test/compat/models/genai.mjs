// Calls models by one major of `@google/genai`, and prints what the application sees of each call.
import { all, print, some } from './print.mjs';

const [, , module, url, ...wanted] = process.argv;
const { GoogleGenAI } = await import(module);
const at = (scenario = 'plain') =>
  new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl: `${url}/${scenario}` } }).models;
const ask = {
  model: 'gemini-3-pro',
  contents: 'hi',
  config: { systemInstruction: 'Be brief.', temperature: 0.5, maxOutputTokens: 100 },
};
const tools = [{ functionDeclarations: [{ name: 'weather', parametersJsonSchema: { type: 'object' } }] }];

await print(
  {
    generate: async () => (await at().generateContent(ask)).text,
    tools: async () => (await at().generateContent({ ...ask, config: { tools } })).functionCalls,
    stream: async () =>
      (await all(await at().generateContentStream(ask))).map(({ text, usageMetadata }) => [text, usageMetadata]),
    'early break': async () => (await some(await at('slow').generateContentStream(ask), 1)).length,
    limited: () => at('limited').generateContent(ask),
  },
  wanted,
);
