import { describe, expect, test } from 'vitest';
import { converse } from '../models/bedrock/converse.ts';
import { aiRequest } from '../models/adopt/ai-sdk-call.ts';
import { anthropicMessages } from '../models/formats/anthropic-messages.ts';
import { gemini } from '../models/formats/gemini.ts';
import { ollama } from '../models/formats/ollama.ts';
import { openAiChat } from '../models/formats/openai-chat.ts';
import { openAiResponses } from '../models/formats/openai-responses.ts';
import type { Json } from '../models/formats/json.ts';
import type { Prompt } from '../models/formats/wire-format.ts';
import { promptBlocks, replyBlock } from './prompt-blocks.ts';

const args = { city: 'Paris' };
const json = JSON.stringify(args);
const chatTool = { type: 'function', function: { name: 'weather', parameters: {} } };

/** One conversation, in the words of each provider: instructions, a question, a tool call, its result, and thanks. */
const conversations: Readonly<Record<string, Prompt>> = {
  'OpenAI chat': openAiChat
    .request(
      {
        tools: [chatTool],
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'How warm?' },
          {
            role: 'assistant',
            content: null,
            tool_calls: [{ id: 'c1', function: { name: 'weather', arguments: json } }],
          },
          { role: 'tool', tool_call_id: 'c1', content: '21' },
          { role: 'user', content: [{ type: 'text', text: 'Thanks.' }] },
        ],
      },
      '',
    )
    .prompt(),
  'OpenAI responses': openAiResponses
    .request(
      {
        instructions: 'Be brief.',
        tools: [{ type: 'function', name: 'weather', parameters: {} }],
        input: [
          { role: 'user', content: 'How warm?' },
          { type: 'reasoning', encrypted_content: 'x' },
          { type: 'function_call', call_id: 'c1', name: 'weather', arguments: json },
          { type: 'function_call_output', call_id: 'c1', output: '21' },
          { role: 'user', content: [{ type: 'input_text', text: 'Thanks.' }] },
        ],
      },
      '',
    )
    .prompt(),
  Anthropic: anthropicMessages
    .request(
      {
        system: [{ type: 'text', text: 'Be brief.' }],
        tools: [{ name: 'weather', input_schema: {} }],
        messages: [
          { role: 'user', content: 'How warm?' },
          {
            role: 'assistant',
            content: [
              { type: 'thinking', thinking: 'hm' },
              { type: 'tool_use', id: 'c1', name: 'weather', input: args },
            ],
          },
          {
            role: 'user',
            content: [
              { type: 'tool_result', tool_use_id: 'c1', content: [{ type: 'text', text: '21' }] },
              { type: 'text', text: 'Thanks.' },
            ],
          },
        ],
      },
      '',
    )
    .prompt(),
  'Bedrock Converse': converse(
    {
      system: [{ text: 'Be brief.' }],
      toolConfig: { tools: [{ toolSpec: { name: 'weather', inputSchema: {} } }] },
      messages: [
        { role: 'user', content: [{ text: 'How warm?' }] },
        { role: 'assistant', content: [{ toolUse: { toolUseId: 'c1', name: 'weather', input: args } }] },
        {
          role: 'user',
          content: [{ toolResult: { toolUseId: 'c1', content: [{ text: '21' }] } }, { text: 'Thanks.' }],
        },
      ],
    },
    false,
  ).prompt(),
  'AI SDK': aiRequest({
    instructions: 'Be brief.',
    tools: [{ name: 'weather', inputSchema: {} }],
    messages: [
      { role: 'user', content: [{ type: 'text', text: 'How warm?' }] },
      { role: 'assistant', content: [{ type: 'tool-call', toolCallId: 'c1', toolName: 'weather', input: args }] },
      {
        role: 'tool',
        content: [
          { type: 'tool-result', toolCallId: 'c1', toolName: 'weather', output: { type: 'text', value: '21' } },
        ],
      },
      { role: 'user', content: [{ type: 'text', text: 'Thanks.' }] },
    ],
  }).prompt(),
  Gemini: gemini
    .request(
      {
        systemInstruction: { parts: [{ text: 'Be brief.' }] },
        tools: [{ functionDeclarations: [{ name: 'weather' }] }],
        contents: [
          { role: 'user', parts: [{ text: 'How warm?' }] },
          { role: 'model', parts: [{ functionCall: { name: 'weather', args } }] },
          { role: 'user', parts: [{ functionResponse: { name: 'weather', response: { output: '21' } } }] },
          { role: 'user', parts: [{ text: 'Thanks.' }] },
        ],
      },
      '/models/gemini-3:generateContent',
    )
    .prompt(),
  Ollama: ollama
    .request(
      {
        tools: [chatTool],
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'How warm?' },
          { role: 'assistant', content: '', tool_calls: [{ function: { name: 'weather', arguments: args } }] },
          { role: 'tool', tool_name: 'weather', content: '21' },
          { role: 'user', content: 'Thanks.' },
        ],
      },
      '',
    )
    .prompt(),
};

describe('a prompt in parts', () => {
  test.each(Object.entries(conversations))('of %s', (_, prompt) => {
    const blocks = promptBlocks(prompt);
    expect(blocks.map(({ class: kind }) => kind)).toEqual([
      'tool_def',
      'system',
      'user',
      'assistant',
      'tool_result',
      'user',
    ]);
    expect(blocks.map(({ text }) => text).slice(1)).toEqual(['Be brief.', 'How warm?', '', '21', 'Thanks.']);
    expect(blocks[0]?.name).toBe('weather');
    const [call] = blocks[3]?.calls ?? [];
    expect(call).toMatchObject({ name: 'weather', arguments: args });
    expect(blocks[4]?.callId).toBe(call?.id);
    expect(call?.id).toBeDefined();
  });
  test('of an answer is the same as when it comes back, also where calls have no ids', () => {
    const prompt = conversations['Gemini'] as Prompt;
    const reply = { role: 'assistant' as const, text: '', calls: [{ name: 'weather', arguments: { city: 'Rome' } }] };
    const source = [
      ...(prompt.source ?? []),
      { role: 'model', parts: [{ functionCall: { name: 'weather', args: { city: 'Rome' } } }] },
    ];
    expect(promptBlocks({ ...prompt, source }).at(-1)).toEqual(replyBlock(reply, prompt));
  });
});

describe('a part of a message', () => {
  const blocksOf = (...source: readonly Json[]) => promptBlocks({ system: '', tools: [], messages: [], source });
  test('that is an error says so', () => {
    expect(
      blocksOf({ role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c', content: 'no', is_error: true }] }),
    ).toMatchObject([{ class: 'tool_result', isError: true }]);
  });
  test('that is no text is media, told from others by a digest', () => {
    const image = (data: string): Json => ({ role: 'user', content: [{ type: 'image', source: { data } }] });
    const [one, other] = blocksOf(image('a'), image('b'));
    expect([one?.class, other?.class]).toEqual(['media', 'media']);
    expect(one?.text).not.toBe(other?.text);
  });
  test('that a provider has compacted replaces everything before', () => {
    const compacted = blocksOf(
      { role: 'user', content: 'long ago' },
      {
        role: 'assistant',
        content: [
          { type: 'compaction', content: 'It was long.' },
          { type: 'text', text: 'Go on?' },
        ],
      },
    );
    expect(compacted).toMatchObject([
      { class: 'user' },
      { class: 'summary', text: 'It was long.', replacesBefore: true },
      { class: 'assistant', text: 'Go on?' },
    ]);
    expect(blocksOf({ type: 'compaction', encrypted_content: 'x' })).toMatchObject([
      { class: 'summary', replacesBefore: true },
    ]);
  });
  test.each<readonly [string, Json]>([
    ['nothing', {}],
    ['a number', { role: 'user', content: 5 }],
    ['lists of nothing', { role: 'user', content: [null, 1, [], {}] }],
    ['an unknown role', { role: 'moderator', content: [{ type: 'unknown', x: [1] }] }],
    ['calls that are none', { role: 'assistant', content: 'x', tool_calls: 'no', calls: 7, function_call: 1 }],
    ['deep nesting', { role: 'tool', content: JSON.parse('['.repeat(5_000) + ']'.repeat(5_000)) as unknown }],
  ])('that is %s is no trouble', (_, message) => {
    expect(() => blocksOf(message)).not.toThrow();
  });
});
