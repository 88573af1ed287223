import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { UsageError } from './command.ts';
import { ledger } from './ledger.ts';

const attribute = (key: string, value: object): object => ({ key, value });
const text = (stringValue: string): object => ({ stringValue });
const int = (intValue: number): object => ({ intValue });

/** A span of OTLP/JSON, with the facts of one session. */
function span(id: string, facts: string | undefined, first = 0, more: readonly object[] = []): object {
  const events = [
    {
      name: 'mcp_otel.ledger.facts',
      timeUnixNano: '1',
      attributes: [
        attribute('mcp_otel.session.id', text('talk')),
        attribute('mcp_otel.ledger.period', int(1)),
        attribute('mcp_otel.ledger.first', int(first)),
        attribute('mcp_otel.ledger.facts', text(facts ?? '')),
      ],
    },
  ];
  return {
    traceId: 'a'.repeat(32),
    spanId: id,
    name: 'chat gpt-5',
    kind: 3,
    startTimeUnixNano: '1',
    endTimeUnixNano: '2',
    attributes: [attribute('gen_ai.operation.name', text('chat')), ...more],
    events: facts === undefined ? [] : events,
  };
}

const request = (...spans: readonly object[]): string =>
  JSON.stringify({ resourceSpans: [{ resource: { attributes: [] }, scopeSpans: [{ scope: { name: 's' }, spans }] }] });

const call = (id: string, more: object): string =>
  JSON.stringify({
    call: id,
    thread: 0,
    end: 'ok',
    waste: 0,
    source: 'usage',
    chat: true,
    keep: 0,
    born: 0,
    blocks: [],
    ids: [],
    tokens: [],
    ...more,
  });
const first = call('0000000000000001', {
  input: 100,
  ids: [0, 1],
  tokens: [60, 40],
  blocks: [
    [2, 0, 1],
    [2, 0, 1],
  ],
});
const second = call('0000000000000002', { input: 110, keep: 2, born: 2, ids: [2], tokens: [10], blocks: [[3, 1]] });

function file(content: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'mcp-otel-ledger-')), 'traces.json');
  writeFileSync(path, content);
  return path;
}

async function run(args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
  const stdout = new PassThrough();
  const code = await ledger.run({ args, env: {}, stdout: stdout as unknown as NodeJS.WriteStream });
  return { code, text: String(stdout.read()) };
}

const json = async (content: string, ...args: readonly string[]) =>
  JSON.parse((await run(['--file', file(content), '--json', ...args])).text) as {
    readonly sessions: readonly {
      readonly session: string;
      readonly state: string;
      readonly figures: object;
      readonly entries: readonly object[];
    }[];
  };

describe('mcp-otel ledger', () => {
  test('prints the books of a session: block, tokens, class, rule and span', async () => {
    const { code, text: page } = await run(['--file', file(request(span('0000000000000001', `[${first}]`)))]);
    expect(code).toBe(0);
    expect(page).toMatch(/duplicate +40 +40\.0 %/);
    expect(page).toMatch(/ 1 {2}user +40 +1 {2}duplicate +R6 +0000000000000001 {2}chat gpt-5/);
    expect(page).toMatch(/1\. 40 tokens duplicate in 1 block/);
    expect(page).toMatch(/R6 +At least 12 words/);
  });
  test('takes one request per line too, as the Collector writes them, in whatever order', async () => {
    const lines = [
      request(span('0000000000000002', `[${second}]`, 1)),
      JSON.stringify({ resourceMetrics: [] }),
      request(span('0000000000000001', `[${first}]`)),
    ];
    const { sessions } = await json(lines.join('\n'));
    expect(sessions).toMatchObject([
      { session: 'talk', state: 'open', figures: { tokens: { meaningful: 130, duplicate: 80 } } },
    ]);
  });
  test('says that books are incomplete where facts are missing', async () => {
    const { sessions } = await json(request(span('0000000000000002', `[${second}]`, 1)));
    expect(sessions).toMatchObject([
      { state: 'incomplete', figures: { tokens: { unclassified: 100, meaningful: 10 } } },
    ]);
  });
  test('books calls that tell no facts as unclassified, and failed ones as retries', async () => {
    const usage = [attribute('gen_ai.usage.input_tokens', int(50)), attribute('gen_ai.usage.output_tokens', int(5))];
    const failed = [...usage, attribute('error.type', text('500'))];
    const { sessions } = await json(
      request(span('0000000000000003', undefined, 0, usage), span('0000000000000004', undefined, 0, failed)),
    );
    expect(sessions).toMatchObject([{ session: 'a'.repeat(32), figures: { tokens: { unclassified: 50, retry: 55 } } }]);
  });
  test.each<readonly [string, () => readonly string[], RegExp]>([
    ['without a source', () => [], /either --file or --demo/],
    ['with both sources', () => ['--file', 'x', '--demo'], /either --file or --demo/],
    [
      'with a file that is not there',
      () => ['--file', '/nowhere/at-all.json'],
      /--file "\/nowhere.*ENOENT.*it takes OTLP\/JSON/,
    ],
    ['with a file of something else', () => ['--file', file('hello\nyou')], /line 1 is not an OTLP request/],
    [
      'for a session that is not in it',
      () => ['other', '--file', file(request(span('0000000000000001', `[${first}]`)))],
      /no calls of models of session "other"; there are talk/,
    ],
    ['with a word it does not know', () => ['--loud'], /--loud.*ledger knows/],
  ])('called %s says what to do', async (_, args, sentence) => {
    await expect(run(args())).rejects.toThrow(UsageError);
    await expect(run(args())).rejects.toThrow(sentence);
  });
});
