import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { startCollector } from '../support/collector.ts';
import { installedCopies, withComponent } from '../support/components.ts';
import { startModelServer } from '../support/model-server/model-server.ts';
import { runNode } from '../support/run-node.ts';

type Family = 'o200k' | 'claude' | 'gemini';
type Errors = Readonly<Record<string, Readonly<Record<Family, { readonly alike: number | null }>>>>;

const file = (name: string): string => fileURLToPath(new URL(`../compat/tokens/${name}`, import.meta.url));
const kinds = ['markdown', 'prose', 'code', 'json', 'json-min', 'zh', 'logs', 'base64'];
const scripts = [
  'ja',
  'ko',
  'ru',
  'uk',
  'el',
  'ar',
  'fa',
  'he',
  'th',
  'hi',
  'emoji',
  'fr',
  'de',
  'es',
  'pl',
  'tr',
  'vi',
];

withComponent('tokenizers (npm ci in test/compat/tokens)', installedCopies().includes('tokens'), () => {
  let errors: Errors = {};
  beforeAll(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [file('measure.mjs'), '12']);
    errors = JSON.parse(stdout) as Errors;
  }, 120_000);
  const error = (name: string, family: Family): number => errors[name]?.[family].alike ?? Number.NaN;

  test('the estimator errs by at most 5 % on the eight kinds together, and by 9 % on none, against gpt-tokenizer', () => {
    const each = kinds.map((kind) => error(kind, 'o200k'));
    expect(each.reduce((sum, one) => sum + one, 0) / kinds.length).toBeLessThanOrEqual(0.05);
    expect(Math.max(...each)).toBeLessThanOrEqual(0.09);
  });
  test.each(scripts)('by at most 10 % on %s', (name) => {
    expect(error(name, 'o200k')).toBeLessThanOrEqual(0.1);
    expect(error(name, 'claude')).toBeLessThanOrEqual(0.1);
    expect(error(name, 'gemini')).toBeLessThanOrEqual(0.1);
  });
  test.each([
    // 2 for the words, 626 for the run, which is cut every 256 characters, and 4 for the message.
    ['o200k', '', 'exact', 632],
    ['estimate', '', 'estimated', 476],
    ['off', '', undefined, undefined],
  ])('MCP_OTEL_TOKENIZER=%s', async (choice, said, source, input) => {
    await using collector = await startCollector();
    await using server = await startModelServer();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, MCP_OTEL_TOKENIZER: choice, MCP_OTEL_HASH_KEY: 'test' };
    const { stderr } = await runNode(file('call.mjs'), { args: [server.url], env });
    const [span] = collector.spans;
    expect([stderr, span?.attributes['mcp_otel.tokens.source'], span?.attributes['gen_ai.usage.input_tokens']]).toEqual(
      [said, source, input],
    );
  });
});
