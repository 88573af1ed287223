import { describe, expect, test } from 'vitest';
import { invokeAnswer, invokeEvents, invokeModel } from './invoke-model.ts';

const head = { id: 'req-1', usage: undefined };
const encoded = (body: object): Uint8Array => Buffer.from(JSON.stringify(body));
const chunks = (...bodies: readonly object[]) => bodies.map((body) => ({ chunk: { bytes: encoded(body) } }));
const metrics = { 'amazon-bedrock-invocationMetrics': { inputTokenCount: 11, outputTokenCount: 7 } };

describe('a whole answer, in the words of its model', () => {
  test.each<readonly [string, object, object]>([
    [
      'Claude',
      {
        type: 'message',
        stop_reason: 'end_turn',
        content: [{ type: 'text', text: 'hi' }],
        usage: {
          input_tokens: 1,
          output_tokens: 2,
          cache_creation_input_tokens: 5,
          cache_creation: { ephemeral_1h_input_tokens: 4 },
        },
      },
      { finishReasons: ['end_turn'], usage: { input: 6, output: 2, cacheWrite: 5, cacheWrite1h: 4 } },
    ],
    [
      'Titan',
      { inputTextTokenCount: 11, results: [{ tokenCount: 7, outputText: 'hi', completionReason: 'FINISH' }] },
      { finishReasons: ['FINISH'], usage: { input: 11, output: 7 } },
    ],
    [
      'Llama',
      { generation: 'hi', prompt_token_count: 11, generation_token_count: 7, stop_reason: 'stop' },
      { finishReasons: ['stop'], usage: { input: 11, output: 7 } },
    ],
    [
      'Nova',
      {
        output: { message: { role: 'assistant', content: [{ text: 'hi' }] } },
        stopReason: 'end_turn',
        usage: { inputTokens: 11, outputTokens: 7, cacheReadInputTokenCount: 3 },
      },
      { finishReasons: ['end_turn'], usage: { input: 14, output: 7, cacheRead: 3 } },
    ],
    ['Mistral', { outputs: [{ text: 'hi', stop_reason: 'stop' }] }, { finishReasons: ['stop'] }],
    ['Cohere', { text: 'hi', finish_reason: 'COMPLETE' }, { finishReasons: ['COMPLETE'] }],
    ['DeepSeek', { choices: [{ text: 'hi', stop_reason: 'stop' }] }, { finishReasons: ['stop'] }],
    [
      'gpt-oss',
      {
        choices: [{ finish_reason: 'stop', message: { content: 'hi' } }],
        usage: { prompt_tokens: 11, completion_tokens: 7 },
      },
      { finishReasons: ['stop'], usage: { input: 11, output: 7 } },
    ],
  ])('%s', (_family, body, facts) => {
    expect(invokeAnswer({ body: encoded(body) }, head)).toMatchObject({ id: 'req-1', ...facts });
  });
  test('counts in the headers win, and the body adds what they do not have', () => {
    const usage = { input_tokens: 1, output_tokens: 2, cache_creation: { ephemeral_1h_input_tokens: 4 } };
    const body = encoded({ type: 'message', stop_reason: 'end_turn', content: [], usage });
    expect(invokeAnswer({ body }, { id: 'r', usage: { input: 11, output: 7 } }).usage).toEqual({
      input: 11,
      output: 7,
      cacheWrite1h: 4,
    });
  });
});

describe('a streamed answer', () => {
  test.each<readonly [string, readonly object[], readonly string[], string]>([
    ['Titan', [{ outputText: 'hi', completionReason: 'FINISH', ...metrics }], ['FINISH'], 'hi'],
    [
      'Llama',
      [
        { generation: 'h', stop_reason: null },
        { generation: 'i', stop_reason: 'stop', ...metrics },
      ],
      ['stop'],
      'hi',
    ],
    [
      'Nova',
      [
        { messageStart: { role: 'assistant' } },
        { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'hi' } } },
        { messageStop: { stopReason: 'end_turn' } },
        { metadata: { usage: { inputTokens: 11, outputTokens: 7 } }, ...metrics },
      ],
      ['end_turn'],
      'hi',
    ],
    [
      'DeepSeek',
      [{ choices: [{ index: 0, delta: { content: 'hi' }, stop_reason: 'stop' }], ...metrics }],
      ['stop'],
      'hi',
    ],
    ['a model that gives no reason, but whose metrics came', [{ anything: 1, ...metrics }], ['stop'], ''],
  ])('%s', (_family, bodies, reasons, text) => {
    const facts = invokeEvents(chunks(...bodies), head);
    expect(facts).toMatchObject({ finishReasons: reasons, usage: { input: 11, output: 7 } });
    expect(facts.reply?.text).toBe(text);
  });
  test('that broke off has no reason', () => {
    expect(invokeEvents(chunks({ generation: 'h', stop_reason: null }), head).finishReasons ?? []).toEqual([]);
  });
});

test('a request in the words of its model: who says what', () => {
  const roles = (body: object) =>
    invokeModel({ modelId: 'm', body: JSON.stringify(body) }, false)
      .prompt()
      .messages.map(({ role }) => role);
  expect(
    roles({ anthropic_version: 'x', messages: [{ role: 'user', content: [{ type: 'tool_result', content: '21' }] }] }),
  ).toEqual(['tool']);
  expect(
    roles({ inferenceConfig: {}, messages: [{ role: 'user', content: [{ toolResult: { content: [] } }] }] }),
  ).toEqual(['tool']);
  expect(
    roles({
      messages: [
        { role: 'system', content: 's' },
        { role: 'tool', content: '21' },
      ],
    }),
  ).toEqual(['tool']);
  expect(roles({ inputText: 'hi', textGenerationConfig: {} })).toEqual(['user']);
});
