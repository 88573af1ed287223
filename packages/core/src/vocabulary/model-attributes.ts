import { boolean, string, tokens, type AttributeRow } from './attribute-row.ts';
import * as own from './own-names.ts';
import * as semconv from './semconv.ts';

const double = (brief: string): AttributeRow & { type: 'double' } => ({ type: 'double', origin: 'development', brief });
const int = (brief: string): AttributeRow & { type: 'int' } => ({ type: 'int', origin: 'development', brief });
const names = (brief: string): AttributeRow & { type: 'string[]' } => ({
  type: 'string[]',
  origin: 'development',
  brief,
});

/** What is said about a call of a model (GenAI convention, inference and embeddings spans). */
export const modelAttributes = {
  [semconv.ATTR_GEN_AI_PROVIDER_NAME]: string('development', 'Who was asked, by host and wire format.'),
  [semconv.ATTR_GEN_AI_REQUEST_MODEL]: string('development', 'Model that the request names.'),
  [semconv.ATTR_GEN_AI_RESPONSE_MODEL]: string('development', 'Model that answered, as it says.'),
  [semconv.ATTR_GEN_AI_RESPONSE_ID]: string('development', 'Id of the answer.'),
  [semconv.ATTR_GEN_AI_RESPONSE_FINISH_REASONS]: names('Why each choice ended, in the words of the provider.'),
  [semconv.ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK]: {
    ...double('Time from the request to the first piece of a streamed answer.'),
    unit: 'second',
  },
  [semconv.ATTR_GEN_AI_REQUEST_STREAM]: boolean('development', 'True when the answer was asked for in pieces.'),
  [semconv.ATTR_GEN_AI_OUTPUT_TYPE]: string('development', '`text` or `json`, where the request demands one.'),
  [semconv.ATTR_GEN_AI_REQUEST_CHOICE_COUNT]: int('Answers asked for, when not one.'),
  [semconv.ATTR_GEN_AI_REQUEST_SEED]: int('Seed of the request.'),
  [semconv.ATTR_GEN_AI_REQUEST_MAX_TOKENS]: int('Most tokens of the answer.'),
  [semconv.ATTR_GEN_AI_REQUEST_TOP_K]: int('Top-k of the request.'),
  [semconv.ATTR_GEN_AI_REQUEST_TOP_P]: double('Top-p of the request.'),
  [semconv.ATTR_GEN_AI_REQUEST_TEMPERATURE]: double('Temperature of the request.'),
  [semconv.ATTR_GEN_AI_REQUEST_FREQUENCY_PENALTY]: double('Frequency penalty of the request.'),
  [semconv.ATTR_GEN_AI_REQUEST_PRESENCE_PENALTY]: double('Presence penalty of the request.'),
  [semconv.ATTR_GEN_AI_REQUEST_STOP_SEQUENCES]: names('Texts at which the answer ends.'),
  [semconv.ATTR_GEN_AI_REQUEST_ENCODING_FORMATS]: names('Encoding of the embeddings that was asked for.'),
  [semconv.ATTR_GEN_AI_REQUEST_REASONING_LEVEL]: string('development', 'Effort of reasoning that was asked for.'),
  [semconv.ATTR_GEN_AI_REQUEST_PREVIOUS_RESPONSE_ID]: string('development', 'Answer that the request continues.'),
  [semconv.ATTR_GEN_AI_EMBEDDINGS_DIMENSION_COUNT]: int('Dimensions of the embeddings that were asked for.'),
  [semconv.ATTR_GEN_AI_USAGE_INPUT_TOKENS]: tokens('development', 'All input, what came from a cache included.'),
  [semconv.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS]: tokens('development', 'All output, reasoning included.'),
  [semconv.ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS]: tokens('development', 'Input that came from a cache.'),
  [semconv.ATTR_GEN_AI_USAGE_CACHE_WRITE_INPUT_TOKENS]: tokens('development', 'Input that was written to a cache.'),
  [own.ATTR_USAGE_CACHE_WRITE_1H]: tokens('own', 'The part of the cache writes that is kept for an hour.'),
  [semconv.ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS]: tokens('development', 'Output that is reasoning.'),
  [semconv.ATTR_GEN_AI_USAGE_AUDIO_INPUT_TOKENS]: tokens('development', 'Input that is audio.'),
  [semconv.ATTR_GEN_AI_USAGE_AUDIO_OUTPUT_TOKENS]: tokens('development', 'Output that is audio.'),
  [semconv.ATTR_GEN_AI_USAGE_IMAGE_INPUT_TOKENS]: tokens('development', 'Input that is images.'),
  [semconv.ATTR_GEN_AI_USAGE_IMAGE_OUTPUT_TOKENS]: tokens('development', 'Output that is images.'),
  [semconv.ATTR_GEN_AI_TOKEN_MODALITY]: string('development', '`text`, `image`, `audio` or `unknown`.'),
  [semconv.ATTR_GEN_AI_PROMPT_VERSION]: string('development', 'Version of the prompt template.'),
  [semconv.ATTR_GEN_AI_AGENT_NAME]: string('development', 'Agent that made the call, where it is named.'),
  [semconv.ATTR_OPENAI_API_TYPE]: string('development', '`chat_completions` or `responses`.'),
  [semconv.ATTR_OPENAI_REQUEST_SERVICE_TIER]: string('development', 'Service tier that was asked for.'),
  [semconv.ATTR_OPENAI_RESPONSE_SERVICE_TIER]: string('development', 'Service tier that answered.'),
  [semconv.ATTR_OPENAI_RESPONSE_SYSTEM_FINGERPRINT]: string('development', 'Configuration of the model that answered.'),
  [semconv.ATTR_AWS_BEDROCK_GUARDRAIL_ID]: string('development', 'Guardrail that the request names.'),
  [own.ATTR_TOKENS_TOTAL]: tokens('own', 'Input and output together.'),
  [own.ATTR_TOKENS_SOURCE]: string(
    'own',
    '`usage` of the provider, `exact` count, `calibrated` or plain `estimated`: how sure the token counts are.',
  ),
  [own.ATTR_COST_USD]: { type: 'double', unit: 'USD', origin: 'own', brief: 'Price of the call; absent when unknown.' },
  [own.ATTR_COST_BASIS]: string(
    'own',
    '`provider` when it came with the answer, `list` by list price, `override` by yours.',
  ),
  [own.ATTR_DUPLICATE_OF]: string('own', 'Span that tells of the same call: this one is left out of every sum.'),
  [own.ATTR_RESPONSE_END]: string(
    'own',
    'How the answer ended: `complete`, `cancelled` (the reader stopped), `aborted` (by signal), `dropped` (by the server) or `unread`.',
  ),
  [own.ATTR_RETRY_AFTER]: {
    type: 'double',
    unit: 'second',
    origin: 'own',
    brief: 'When the provider wants to be asked again (`Retry-After`).',
  },
  [own.ATTR_PROMPT_TEMPLATE_ID]: string('own', 'Template and version that the prompt was made from.'),
  [own.ATTR_PROMPT_HASH]: string('own', 'Digest of the whole prompt, exactly.'),
  [own.ATTR_PROMPT_NORMALIZED_HASH]: string('own', 'Digest of the whole prompt without ids, times and numbers.'),
  [own.ATTR_PROMPT_NORMALIZATION]: string('own', 'Rule behind the normalised digest: `v1` or `v2`.'),
  [own.ATTR_PROMPT_HASH_KIND]: string('own', '`hmac` (keyed) or `sha256`.'),
  [own.ATTR_PROMPT_SIZE_CHARS]: { type: 'int', unit: 'character', origin: 'own', brief: 'Length of the whole prompt.' },
  [own.ATTR_PROMPT_SYSTEM_HASH]: string('own', 'Digest of the system instructions.'),
  [own.ATTR_PROMPT_TOOLS_HASH]: string('own', 'Digest of the tool definitions.'),
  [own.ATTR_PROMPT_USER_HASH]: string('own', 'Digest of the last turn of the user.'),
} as const satisfies Record<string, AttributeRow>;
