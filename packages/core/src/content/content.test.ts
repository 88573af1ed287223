import { afterEach, describe, expect, test, vi } from 'vitest';
import { createRedactor } from '../redaction/redactor.ts';
import { MAX_SPAN_BYTES, MAX_VALUE_BYTES } from '../values/limits.ts';
import { attributeBytes } from '../values/safe-attributes.ts';
import * as own from '../vocabulary/own-names.ts';
import { createCapture } from './capture.ts';
import { setContentHook } from './content-hook.ts';
import { allContentKinds, type ContentKind } from './content-kinds.ts';
import { Preparation, type PreparableSpan } from './prepare-span.ts';
import { PreparingProcessor, type EndedSpan } from './preparing-processor.ts';

const email = 'anna.berg@example.org';

function preparationFor(...kinds: ContentKind[]): Preparation {
  const key = (): string => 'key of the tests';
  return new Preparation({ capture: () => new Set(kinds), redactor: createRedactor({ key }), key });
}

function span(attributes: Record<string, unknown>, rest: Partial<PreparableSpan> = {}): PreparableSpan {
  return { name: 'work', attributes, events: [], links: [], status: { code: 0 }, scope: { name: 'test' }, ...rest };
}

/** Attributes after the preparation. */
function prepared(attributes: Record<string, unknown>, ...kinds: ContentKind[]): Record<string, unknown> {
  preparationFor(...kinds).prepare(span(attributes));
  return attributes;
}

describe('what may be recorded', () => {
  test.each<readonly [string, Record<string, string>, readonly ContentKind[]]>([
    ['nothing, unless somebody says so', {}, []],
    ['nothing by a word that nobody knows', { MCP_OTEL_CAPTURE: 'arguments,everything' }, []],
    ['the named kinds', { MCP_OTEL_CAPTURE: ' Results, prompts ' }, ['results', 'prompts']],
    ['all kinds', { MCP_OTEL_CAPTURE: 'all' }, allContentKinds],
    [
      'messages by the variable of the convention',
      { OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'true' },
      ['arguments', 'results', 'prompts', 'completions'],
    ],
    ['nothing on spans for EVENT_ONLY', { OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'EVENT_ONLY' }, []],
    [
      'what is finer wins',
      { OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'SPAN_ONLY', MCP_OTEL_CAPTURE: 'none' },
      [],
    ],
  ])('%s', (_name, env, kinds) => {
    expect([...createCapture(env)()]).toEqual(kinds);
  });
  test('changes with the environment, from one call to the next', () => {
    const env: Record<string, string> = {};
    const capture = createCapture(env);
    expect(capture().size).toBe(0);
    env['MCP_OTEL_CAPTURE'] = 'prompts';
    expect([...capture()]).toEqual(['prompts']);
    delete env['MCP_OTEL_CAPTURE'];
    expect(capture().size).toBe(0);
  });
});

describe('content that nobody has asked for', () => {
  test('goes, in current and foreign names; its size and a keyed digest stay', () => {
    const attributes = prepared({
      'gen_ai.input.messages': '[]',
      'llm.input_messages.0.message.content': 'hello',
      'llm.input_messages.1.message.content': 'you',
      'ai.prompt': 'hi',
      'gen_ai.prompt.name': 'greeting',
    });
    expect(attributes).toEqual({
      'gen_ai.prompt.name': 'greeting',
      [own.ATTR_CONTENT_WITHHELD]: ['gen_ai.input.messages=2', 'llm.input_messages=8', 'ai.prompt=2'],
      [own.ATTR_CONTENT_DIGESTS]: [
        expect.stringMatching(/^gen_ai\.input\.messages=[0-9a-f]{16}$/),
        expect.stringMatching(/^llm\.input_messages=[0-9a-f]{16}$/),
        expect.stringMatching(/^ai\.prompt=[0-9a-f]{16}$/),
      ],
    });
  });
  test('stays gone where only another kind is allowed, and what may be either needs both', () => {
    const foreign = { 'input.value': 'x', 'openinference.span.kind': 'TOOL' };
    expect(prepared({ ...foreign }, 'arguments')).not.toHaveProperty(['input.value']);
    expect(prepared({ ...foreign }, 'arguments')).toHaveProperty(['gen_ai.tool.call.arguments']);
    expect(prepared({ ...foreign }, 'arguments', 'prompts')).toHaveProperty(['input.value']);
  });
  test('is known by names that others use too only beside its own kind', () => {
    expect(prepared({ metadata: 'mine' })).toEqual({ metadata: 'mine' });
    expect(prepared({ metadata: 'theirs', 'openinference.span.kind': 'CHAIN' })).not.toHaveProperty(['metadata']);
  });
  test('goes from events too', () => {
    const event = { name: 'gen_ai.content.prompt', attributes: { 'gen_ai.prompt': 'secret plans' } };
    preparationFor().prepare(span({}, { events: [event] }));
    expect(event.attributes).not.toHaveProperty(['gen_ai.prompt']);
  });
});

describe('secrets', () => {
  test('are out of the headers that instrumentations of HTTP write as lists', () => {
    const header = prepared({
      'http.request.header.authorization': ['opaque'],
      'http.request.header.accept': ['text/html'],
    });
    expect(header).toEqual({
      'http.request.header.authorization': [expect.stringMatching(/^\[redacted:password:/)],
      'http.request.header.accept': ['text/html'],
    });
  });
  test('are out of attributes, lists, names, status, events and links', () => {
    const telling = span(
      {
        note: `ask ${email}`,
        list: [email, 'x'],
        'http.request.header.authorization': 'opaque',
        nested: { password: 'p' },
      },
      {
        name: `for ${email}`,
        status: { code: 2, message: `no ${email}` },
        events: [{ name: `of ${email}`, attributes: { 'exception.stacktrace': `Error: ${email}\n    at x` } }],
        links: [{ attributes: { by: email } }],
      },
    );
    preparationFor().prepare(telling);
    expect(JSON.stringify(telling)).not.toMatch(/anna|opaque|"p"/);
    expect(telling.status).toMatchObject({ code: 2, message: expect.stringContaining('[redacted:email:') as string });
  });
  test('are not taken for what names a person on purpose', () => {
    expect(prepared({ 'user.id': email, 'gen_ai.agent.name': email })).toEqual({
      'user.id': email,
      'gen_ai.agent.name': expect.stringContaining('[redacted:email:') as string,
    });
  });
  test('leave JSON valid, where they were numbers as well', () => {
    const { payload } = prepared({ payload: '{"card":4111111111111111,"ssn":[536228726],"password":"x1y2z3"}' });
    expect(() => JSON.parse(String(payload)) as unknown).not.toThrow();
    expect(payload).not.toMatch(/4111111|x1y2z3/);
  });
  test('cannot be checked in a span that throws: only numbers are left', () => {
    const attributes: Record<string, unknown> = { text: 'kept?', 'gen_ai.usage.input_tokens': 7 };
    Object.defineProperty(attributes, 'bad', {
      enumerable: true,
      configurable: true,
      get: () => {
        throw new Error('no');
      },
    });
    const broken = span(attributes, { status: { code: 2, message: 'x' } });
    expect(() => preparationFor().prepare(broken)).not.toThrow();
    expect(broken.status).toEqual({ code: 2 });
    expect(broken.attributes).not.toHaveProperty(['text']);
    expect(broken.attributes['gen_ai.usage.input_tokens']).toBe(7);
  });
});

describe('budgets', () => {
  const bytes = (attributes: Record<string, unknown>): number =>
    Object.entries(attributes).reduce((sum, [key, value]) => sum + key.length + attributeBytes(value as string), 0);

  test('a value is cut to 8 KB, JSON inside, and its size and digest are told', () => {
    const json = JSON.stringify(Array.from({ length: 5_000 }, (_, index) => ({ index, text: 'é'.repeat(20) })));
    const attributes = prepared({ 'gen_ai.tool.call.result': json, plain: 'é'.repeat(9_000) }, 'results');
    const { 'gen_ai.tool.call.result': result, plain } = attributes;
    expect(Buffer.byteLength(String(result))).toBeLessThanOrEqual(MAX_VALUE_BYTES);
    expect(JSON.parse(String(result))).toContainEqual(expect.stringMatching(/^\[\+\d+ items\]$/));
    expect(Buffer.byteLength(String(plain))).toBeLessThanOrEqual(MAX_VALUE_BYTES);
    expect(attributes).toMatchObject({
      [own.ATTR_TRUNCATED]: true,
      [own.ATTR_TRUNCATED_VALUES]: [
        expect.stringMatching(new RegExp(`^gen_ai\\.tool\\.call\\.result=${Buffer.byteLength(json)}:[0-9a-f]{16}$`)),
        expect.stringMatching(/^plain=18000:[0-9a-f]{16}$/),
      ],
    });
  });
  test('a span keeps to 64 KB, and content never pushes out usage, whatever comes first', () => {
    const large = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`big${index}`, 'x '.repeat(4_000)]));
    const attributes = prepared({ ...large, 'gen_ai.usage.input_tokens': 120, 'gen_ai.request.model': 'gpt-5' });
    expect(bytes(attributes)).toBeLessThanOrEqual(MAX_SPAN_BYTES + 4_096);
    expect(attributes).toMatchObject({
      'gen_ai.usage.input_tokens': 120,
      'gen_ai.request.model': 'gpt-5',
      big0: expect.any(String) as string,
    });
    expect(attributes).not.toHaveProperty(['big59']);
  });
});

describe('a span that is prepared twice', () => {
  test('is the same as after the first time', () => {
    const attributes = {
      'gen_ai.system': 'openai',
      'gen_ai.prompt.0.content': 'hi',
      note: email,
      big: 'y '.repeat(9_000),
    };
    const once = prepared({ ...attributes }, 'prompts');
    const before = structuredClone(once);
    preparationFor('prompts').prepare(span(once));
    expect(once).toEqual(before);
  });
});

describe('a content hook', () => {
  afterEach(() => setContentHook(undefined));

  /** What comes out behind the processor, for a span with one prompt. */
  async function behind(kinds: readonly ContentKind[]): Promise<readonly Record<string, unknown>[]> {
    const out: Record<string, unknown>[] = [];
    const next = {
      onStart: () => undefined,
      onEnd: ({ attributes }: EndedSpan) => void out.push(attributes as Record<string, unknown>),
      forceFlush: async () => undefined,
      shutdown: async () => undefined,
    };
    const processor = new PreparingProcessor<EndedSpan>(preparationFor(...kinds), next);
    processor.onEnd(span({ 'gen_ai.input.messages': 'David lives in Elm Street 7', n: 1 }));
    await processor.forceFlush();
    return out;
  }

  test('sees content that is allowed, and what it answers is told', async () => {
    setContentHook(async (content) => content.replace('David', '[name]'));
    expect(await behind(['prompts'])).toEqual([{ 'gen_ai.input.messages': '[name] lives in Elm Street 7', n: 1 }]);
  });
  test.each([
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
    ['rejects', async () => Promise.reject(new Error('no'))],
    ['answers with something else than text', () => 7 as unknown as string],
    ['does not answer in time', () => new Promise<string>(() => undefined)],
  ])('that %s costs the content, and never the span', async (_name, hook) => {
    setContentHook(hook, { timeoutMs: 20 });
    expect(await behind(['prompts'])).toEqual([{ n: 1 }]);
  });
  test('is not asked about what is withheld anyway', async () => {
    const hook = vi.fn<(content: string) => string>((content) => content);
    setContentHook(hook);
    await behind([]);
    expect(hook).not.toHaveBeenCalled();
  });
  test('that has not answered when the process ends costs the content', () => {
    setContentHook(() => new Promise<string>(() => undefined));
    const out: object[] = [];
    const onEnd = ({ attributes }: EndedSpan): void => void out.push(attributes);
    const none = async (): Promise<void> => undefined;
    const next = { onStart: () => undefined, onEnd, forceFlush: none, shutdown: none };
    const processor = new PreparingProcessor<EndedSpan>(preparationFor('prompts'), next);
    processor.onEnd(span({ 'gen_ai.input.messages': 'x', n: 1 }));
    expect(out).toEqual([]);
    processor.settle();
    expect(out).toEqual([{ n: 1 }]);
  });
});
