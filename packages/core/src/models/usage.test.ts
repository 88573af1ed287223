import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usageAttributes, type Usage } from './usage.ts';
import { anthropicUsage, bedrockUsage, geminiUsage, ollamaUsage, openAiUsage } from './usage-formats.ts';

describe('usage means the same, whoever counts', () => {
  test.each<readonly [string, Usage | undefined, Usage]>([
    [
      'OpenAI chat: totals include their details',
      openAiUsage({
        prompt_tokens: 120,
        completion_tokens: 40,
        prompt_tokens_details: { cached_tokens: 64, cache_write_tokens: 8, audio_tokens: 3 },
        completion_tokens_details: { reasoning_tokens: 16, audio_tokens: 0 },
      }),
      { input: 120, output: 40, cacheRead: 64, cacheWrite: 8, reasoning: 16, audioInput: 3, audioOutput: 0 },
    ],
    [
      'OpenAI responses',
      openAiUsage({
        input_tokens: 130,
        output_tokens: 44,
        input_tokens_details: { cached_tokens: 96 },
        output_tokens_details: { reasoning_tokens: 20 },
      }),
      { input: 130, output: 44, cacheRead: 96, reasoning: 20 },
    ],
    [
      'DeepSeek',
      openAiUsage({ prompt_tokens: 10, completion_tokens: 2, prompt_cache_hit_tokens: 7 }),
      { input: 10, output: 2, cacheRead: 7 },
    ],
    [
      'Anthropic: what no cache had a part in, and the rest beside it',
      anthropicUsage({
        input_tokens: 20,
        output_tokens: 25,
        cache_read_input_tokens: 50,
        cache_creation_input_tokens: 30,
        cache_creation: { ephemeral_5m_input_tokens: 10, ephemeral_1h_input_tokens: 20 },
      }),
      { input: 100, output: 25, cacheRead: 50, cacheWrite: 30, cacheWrite1h: 20 },
    ],
    [
      'Gemini: thoughts and tool prompts beside the totals',
      geminiUsage({
        promptTokenCount: 50,
        candidatesTokenCount: 12,
        thoughtsTokenCount: 9,
        toolUsePromptTokenCount: 5,
        cachedContentTokenCount: 20,
        promptTokensDetails: [
          { modality: 'TEXT', tokenCount: 40 },
          { modality: 'IMAGE', tokenCount: 10 },
        ],
      }),
      { input: 55, output: 21, cacheRead: 20, reasoning: 9, imageInput: 10 },
    ],
    [
      'Bedrock Converse',
      bedrockUsage({
        inputTokens: 33,
        outputTokens: 11,
        cacheReadInputTokens: 8,
        cacheWriteInputTokens: 4,
        cacheDetails: [{ ttl: '1h', inputTokens: 3 }],
      }),
      { input: 45, output: 11, cacheRead: 8, cacheWrite: 4, cacheWrite1h: 3 },
    ],
    ['Ollama', ollamaUsage({ prompt_eval_count: 5, eval_count: 6 }), { input: 5, output: 6 }],
  ])('%s', (_name, usage, expected) => {
    expect(usage).toEqual(expected);
  });
  test.each([openAiUsage, anthropicUsage, geminiUsage, bedrockUsage, ollamaUsage])(
    '%o takes nothing that is no count, and never throws',
    (read) => {
      fc.assert(
        fc.property(fc.anything(), (raw) => {
          for (const count of Object.values(read(raw) ?? {}))
            expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
        }),
      );
      expect(
        read({ prompt_tokens: -1, input_tokens: '5', inputTokens: 1.5, promptTokenCount: Number.NaN }),
      ).toBeUndefined();
    },
  );
  test('details are parts of their totals, whatever Anthropic tells', () => {
    const count = fc.nat(1_000_000);
    fc.assert(
      fc.property(count, count, count, (input_tokens, cache_read_input_tokens, cache_creation_input_tokens) => {
        const usage = anthropicUsage({ input_tokens, cache_read_input_tokens, cache_creation_input_tokens });
        expect(usage?.input).toBe(input_tokens + cache_read_input_tokens + cache_creation_input_tokens);
      }),
    );
  });
});

test('usage on a span: totals even when they are 0, details only when there are any', () => {
  expect(usageAttributes({ input: 5, output: 0, cacheRead: 0, reasoning: 2 }, 'usage')).toEqual({
    'gen_ai.usage.input_tokens': 5,
    'gen_ai.usage.output_tokens': 0,
    'gen_ai.usage.reasoning.output_tokens': 2,
    'mcp_otel.tokens.total': 5,
    'mcp_otel.tokens.source': 'usage',
  });
});
