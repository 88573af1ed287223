import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentText } from './content.ts';
import { formatOf } from './formats.ts';
import { isRecord } from './json.ts';
import { toolNames } from './tool-names.ts';

const ask = { model: 'm', messages: [] };

describe('a request is a call of a model by path and shape', () => {
  test.each<readonly [string, object, boolean]>([
    ['/v1/chat/completions', ask, true],
    ['/openai/deployments/d/chat/completions', { messages: [] }, true],
    ['/v1/completions', { prompt: 'hi' }, true],
    ['/v1/responses', { model: 'm', input: 'hi' }, true],
    ['/v1/embeddings', { model: 'm', input: 'hi' }, true],
    ['/v1/messages', { ...ask, max_tokens: 5 }, true],
    ['/v1/models/m:generateContent', { contents: [] }, true],
    [
      '/v1beta1/projects/p/locations/l/publishers/anthropic/models/claude:streamRawPredict',
      { ...ask, max_tokens: 5 },
      true,
    ],
    ['/api/chat', ask, true],
    ['/messages', { text: 'hello' }, false],
    ['/api/chat', { text: 'hello' }, false],
    ['/responses', { survey: 5 }, false],
    ['/v1/embeddings', { text: 'hi' }, false],
    ['/v1/messages/count_tokens', { ...ask, max_tokens: 5 }, false],
    ['/v1/responses/input_tokens', { model: 'm', input: 'hi' }, false],
    ['/v1/batches', { endpoint: '/v1/chat/completions' }, false],
  ])('%s %j: %s', (path, body, expected) => {
    expect(formatOf(path, body as Readonly<Record<string, unknown>>) !== undefined).toBe(expected);
  });
});

describe('hostile JSON', () => {
  test('that is nested too deep to be written is a text without content', () => {
    const deep = JSON.parse('{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)) as unknown;
    expect(contentText([{ type: 'text', text: 'hi' }, deep])).toMatch(/^hi\[data sha256:[0-9a-f]{64}\]$/);
  });
  test('ids and counts of a stream are kept when a later piece has none', () => {
    const pieces = [
      { id: 'c-1', model: 'm-1', choices: [{ index: 0, delta: { content: 'hi' }, usage: { prompt_tokens: 3 } }] },
      { id: '', model: null, usage: null, choices: [], service_tier: 'flex' },
      { x_groq: { id: 'x' } },
    ];
    expect(formatOf('/chat/completions', shapes)?.pieces(pieces)).toMatchObject({
      id: 'c-1',
      model: 'm-1',
      usage: { input: 3 },
      attributes: { 'openai.response.service_tier': 'flex' },
    });
  });
  const paths = [
    '/chat/completions',
    '/completions',
    '/responses',
    '/embeddings',
    '/messages',
    '/m:generateContent',
    '/api/chat',
  ];
  const shapes = { model: 'm', messages: [], prompt: '', input: '', contents: [], max_tokens: 1 };
  test.each(paths)('of %s is read without an exception, whatever stands where', (path) => {
    const format = formatOf(path, shapes);
    fc.assert(
      fc.property(
        fc.anything(),
        fc.array(
          fc.dictionary(
            fc.constantFrom(
              'choices',
              'output',
              'content',
              'candidates',
              'message',
              'usage',
              'delta',
              'type',
              'error',
              'response',
            ),
            fc.anything(),
          ),
        ),
        (value, pieces) => {
          const body = Object.fromEntries(
            [...Object.keys(shapes), 'tools', 'system', 'stop'].map((key) => [key, value]),
          );
          const facts = format?.request(body, path);
          facts?.prompt();
          format?.whole(isRecord(value) ? value : {});
          format?.pieces(pieces);
          expect(typeof facts?.operation).toBe('string');
        },
      ),
    );
  });
  test('nested without end costs no stack', () => {
    let content: unknown = 'deep';
    for (let depth = 0; depth < 50_000; depth += 1) content = [{ type: 'tool_result', content }];
    expect(contentText(content)).toBe('');
  });
});

describe('content', () => {
  test('is text, and of everything else a kind and a digest', () => {
    const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } };
    expect(contentText([{ type: 'text', text: 'see ' }, image])).toMatch(/^see \[image_url sha256:[0-9a-f]{64}\]$/);
    expect(contentText([[1, 2], [3]])).not.toBe(contentText([[1, 2], [4]]));
    expect(contentText([{ type: 'thinking', thinking: 'secret' }, { text: 'hi' }])).toBe('hi');
  });
});

test('tools by their names, in every format', () => {
  const tools = [
    { function: { name: 'a' } },
    { name: 'b' },
    { toolSpec: { name: 'c' } },
    { functionDeclarations: [{ name: 'd' }] },
    5,
  ];
  expect(toolNames(tools)).toEqual(['a', 'b', 'c', 'd']);
});
