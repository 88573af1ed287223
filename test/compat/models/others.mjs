// Calls models by clients of other makers, and prints what the application sees of each call.
import { Mistral } from '@mistralai/mistralai';
import { Ollama } from 'ollama';
import { all, print } from './print.mjs';

const [, , , url, ...wanted] = process.argv;
const ollama = new Ollama({ host: `${url}/plain` });
const mistral = new Mistral({ apiKey: 'none', serverURL: `${url}/plain` });
const messages = [{ role: 'user', content: 'hi' }];

await print(
  {
    ollama: () => ollama.chat({ model: 'llama', messages, options: { temperature: 0.5 } }),
    'ollama stream': async () => all(await ollama.chat({ model: 'llama', messages, stream: true })),
    'mistral, by a Request object': () => mistral.chat.complete({ model: 'mistral-small', messages }),
    'mistral stream': async () => all(await mistral.chat.stream({ model: 'mistral-small', messages })),
  },
  wanted,
);
