import { sumOf, tokenCount, type Usage } from './usage.ts';

type Raw = Readonly<Record<string, unknown>>;

/** OpenAI chat completions, responses and embeddings, and everybody who speaks like them: totals include their details. */
export function openAiUsage(raw: unknown): Usage | undefined {
  if (!isRecord(raw)) return undefined;
  const input = isRecord(raw['prompt_tokens_details']) ? raw['prompt_tokens_details'] : raw['input_tokens_details'];
  const output = isRecord(raw['completion_tokens_details'])
    ? raw['completion_tokens_details']
    : raw['output_tokens_details'];
  return known({
    input: tokenCount(raw['prompt_tokens']) ?? tokenCount(raw['input_tokens']),
    output: outputWithReasoning(raw, count(output, 'reasoning_tokens')),
    // DeepSeek and Moonshot have names of their own beside the totals.
    cacheRead:
      count(input, 'cached_tokens') ?? tokenCount(raw['prompt_cache_hit_tokens']) ?? tokenCount(raw['cached_tokens']),
    cacheWrite: count(input, 'cache_write_tokens'),
    reasoning: count(output, 'reasoning_tokens'),
    audioInput: count(input, 'audio_tokens'),
    audioOutput: count(output, 'audio_tokens'),
    imageInput: count(input, 'image_tokens'),
    imageOutput: count(output, 'image_tokens'),
  });
}

/** xAI counts reasoning beside the completion; its total tells. */
function outputWithReasoning(raw: Raw, reasoning: number | undefined): number | undefined {
  const output = tokenCount(raw['completion_tokens']) ?? tokenCount(raw['output_tokens']);
  const input = tokenCount(raw['prompt_tokens']) ?? tokenCount(raw['input_tokens']);
  const beside = reasoning !== undefined && sumOf(input, output, reasoning) === tokenCount(raw['total_tokens']);
  return beside ? sumOf(output, reasoning) : output;
}

/** Anthropic messages: `input_tokens` is only what no cache had a part in. */
export function anthropicUsage(raw: unknown): Usage | undefined {
  if (!isRecord(raw)) return undefined;
  const { iterations } = raw;
  if (Array.isArray(iterations) && iterations.length > 1) return ofIterations(iterations as unknown[]);
  const uncached = tokenCount(raw['input_tokens']);
  const cacheRead = tokenCount(raw['cache_read_input_tokens']);
  const cacheWrite = tokenCount(raw['cache_creation_input_tokens']);
  return known({
    input: uncached === undefined ? undefined : sumOf(uncached, cacheRead, cacheWrite),
    output: tokenCount(raw['output_tokens']),
    cacheRead,
    cacheWrite,
    cacheWrite1h: count(raw['cache_creation'], 'ephemeral_1h_input_tokens'),
    reasoning: count(raw['output_tokens_details'], 'thinking_tokens'),
  });
}

/** Where it compacts, or works in several rounds, every round is billed and only the last one stands at the top. */
function ofIterations(iterations: readonly unknown[]): Usage | undefined {
  const rounds = iterations.map(anthropicUsage).filter((round) => round !== undefined);
  const parts = new Set(rounds.flatMap((round) => Object.keys(round) as (keyof Usage)[]));
  return known(Object.fromEntries([...parts].map((part) => [part, sumOf(...rounds.map((round) => round[part]))])));
}

/** Gemini: thoughts and the prompts of its own tools stand beside the totals that they belong to. */
export function geminiUsage(raw: unknown): Usage | undefined {
  if (!isRecord(raw)) return undefined;
  const prompt = tokenCount(raw['promptTokenCount']);
  const answer = tokenCount(raw['candidatesTokenCount']);
  const thoughts = tokenCount(raw['thoughtsTokenCount']);
  return known({
    input: prompt === undefined ? undefined : sumOf(prompt, tokenCount(raw['toolUsePromptTokenCount'])),
    output: sumOf(answer, thoughts),
    cacheRead: tokenCount(raw['cachedContentTokenCount']),
    reasoning: thoughts,
    audioInput: modality(raw['promptTokensDetails'], 'AUDIO'),
    audioOutput: modality(raw['candidatesTokensDetails'], 'AUDIO'),
    imageInput: modality(raw['promptTokensDetails'], 'IMAGE'),
    imageOutput: modality(raw['candidatesTokensDetails'], 'IMAGE'),
  });
}

/** Bedrock Converse: as Anthropic's wire, `inputTokens` leaves the cache out. */
export function bedrockUsage(raw: unknown): Usage | undefined {
  if (!isRecord(raw)) return undefined;
  const uncached = tokenCount(raw['inputTokens']);
  const cacheRead = tokenCount(raw['cacheReadInputTokens']);
  const cacheWrite = tokenCount(raw['cacheWriteInputTokens']);
  const details = Array.isArray(raw['cacheDetails']) ? (raw['cacheDetails'] as unknown[]) : [];
  return known({
    input: uncached === undefined ? undefined : sumOf(uncached, cacheRead, cacheWrite),
    output: tokenCount(raw['outputTokens']),
    cacheRead,
    cacheWrite,
    cacheWrite1h: sumOf(
      ...details.filter((one) => isRecord(one) && one['ttl'] === '1h').map((one) => count(one, 'inputTokens')),
    ),
  });
}

/** Ollama's own interface. */
export function ollamaUsage(raw: unknown): Usage | undefined {
  if (!isRecord(raw)) return undefined;
  return known({ input: tokenCount(raw['prompt_eval_count']), output: tokenCount(raw['eval_count']) });
}

function known(usage: Usage): Usage | undefined {
  const entries = Object.entries(usage).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function count(owner: unknown, key: string): number | undefined {
  return isRecord(owner) ? tokenCount(owner[key]) : undefined;
}

function modality(details: unknown, name: string): number | undefined {
  if (!Array.isArray(details)) return undefined;
  const one = (details as unknown[]).find((detail) => isRecord(detail) && detail['modality'] === name);
  return count(one, 'tokenCount');
}

function isRecord(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null;
}
