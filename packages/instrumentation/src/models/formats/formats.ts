import { anthropicMessages } from './anthropic-messages.ts';
import { gemini } from './gemini.ts';
import type { Json } from './json.ts';
import { ollama } from './ollama.ts';
import { openAiChat } from './openai-chat.ts';
import { openAiCompletions } from './openai-completions.ts';
import { openAiEmbeddings } from './openai-embeddings.ts';
import { openAiResponses } from './openai-responses.ts';
import type { WireFormat } from './wire-format.ts';

/** Every format that is understood. A new one is one file and one row. */
const formats: readonly WireFormat[] = [
  openAiChat,
  openAiCompletions,
  openAiResponses,
  openAiEmbeddings,
  anthropicMessages,
  gemini,
  ollama,
];

/** The format of a request, by its path and the shape of its body; undefined for what is no call of a model. */
export function formatOf(path: string, body: Json): WireFormat | undefined {
  return formats.find((format) => format.path.test(path) && format.accepts(body));
}
