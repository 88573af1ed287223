import { openAiUsage, semconv } from '@mcp-otel/core';
import { parameters } from './attributes.ts';
import { contentText } from './content.ts';
import { text } from './json.ts';
import { deployment } from './openai-chat.ts';
import type { WireFormat } from './wire-format.ts';

/** OpenAI embeddings. */
export const openAiEmbeddings: WireFormat = {
  provider: 'openai',
  path: /\/embeddings$/,
  accepts: (body) => typeof body['input'] === 'string' || Array.isArray(body['input']),
  request: (body, path) => ({
    operation: 'embeddings',
    model: text(body['model']) ?? deployment(path),
    stream: false,
    attributes: parameters({
      [semconv.ATTR_GEN_AI_EMBEDDINGS_DIMENSION_COUNT]: body['dimensions'],
      [semconv.ATTR_GEN_AI_REQUEST_ENCODING_FORMATS]: body['encoding_format'],
    }),
    prompt: () => ({ system: '', tools: [], messages: [{ role: 'user', text: contentText(body['input']) }] }),
  }),
  whole: (answer) => ({ model: text(answer['model']), usage: openAiUsage(answer['usage']) }),
  pieces: () => ({}),
  isLast: () => false,
};
