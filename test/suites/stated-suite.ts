import { own } from '@mcp-otel/core';
import type { ReceivedSpan } from '@mcp-otel/pipeline';
import { describe, expect, test } from 'vitest';
import { startCollector } from '../support/collector.ts';
import { startModelServer } from '../support/model-server/model-server.ts';
import { modelCallLine } from '../support/model-spans.ts';
import { app, runNode } from '../support/run-node.ts';

/** Calls that the application describes itself, and what it states about others, on the given Node. */
export function statedSuite(node: string): void {
  const run = async (
    scenario: string,
    { env = {}, flags }: { readonly env?: Readonly<Record<string, string>>; readonly flags?: readonly string[] } = {},
  ): Promise<{ readonly spans: readonly ReceivedSpan[]; readonly said: unknown; readonly stderr: string }> => {
    await using collector = await startCollector();
    await using server = await startModelServer();
    const settings = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, MCP_OTEL_HASH_KEY: 'test', ...env };
    const { code, stdout, stderr } = await runNode(app('models/stated.mjs'), {
      node,
      args: [server.url, scenario],
      env: settings,
      ...(flags && { flags }),
    });
    expect(code).toBe(0);
    return { spans: collector.spans, said: JSON.parse(stdout) as unknown, stderr };
  };

  test('the example of mcp-observatory, field by field', async () => {
    const env = { MCP_OTEL_HASH: 'sha256', MCP_OTEL_PROMPT_NORMALIZATION: 'v1' };
    const { spans, said } = await run('the example of mcp-observatory', { env });
    const [span] = spans;
    expect([span?.name, span?.kind, spans.length]).toEqual(['chat gpt-4o', 3, 1]);
    const { 'mcp_otel.session.id': session, ...attributes } = span?.attributes ?? {};
    expect(session).toHaveLength(36);
    expect(attributes).toEqual({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.tool.name': 'payment_risk_check',
      'gen_ai.usage.input_tokens': 46,
      'gen_ai.usage.output_tokens': 6,
      'mcp_otel.tokens.total': 52,
      'mcp_otel.tokens.source': 'estimated',
      'mcp_otel.cost.usd': 0.000175,
      'mcp_otel.cost.basis': 'list',
      'mcp_otel.outcome': 'ok',
      'mcp_otel.response.end': 'complete',
      'mcp_otel.parent.source': 'none',
      'mcp_otel.session.source': 'process',
      'mcp_otel.identity.source': 'unknown',
      'mcp_otel.prompt.template_id': 'payment-risk-v3',
      'mcp_otel.prompt.hash': '86895e4ab0863314473915c731e9f9cfbb89e40241106bfb47dd46471121d603',
      'mcp_otel.prompt.normalized_hash': '9e9e003da9626a1867eb2ef6a3be384b400509f6418115cbaa051a4716866df8',
      'mcp_otel.prompt.user.hash': '86895e4ab0863314473915c731e9f9cfbb89e40241106bfb47dd46471121d603',
      'mcp_otel.prompt.normalization': 'v1',
      'mcp_otel.prompt.hash_kind': 'sha256',
      'mcp_otel.prompt.size_chars': 98,
      'mcp_otel.risk.tier': 'high',
      'mcp_otel.confidence': 0.42,
      'mcp_otel.gate.blocked': true,
      'mcp_otel.fallback.used': true,
      'mcp_otel.fallback.type': 'human_review',
      'mcp_otel.fallback.reason': 'low_confidence',
      'mcp_otel.retries': 1,
      'mcp_otel.shadow': true,
      'mcp_otel.shadow.parent_trace_id': '11111111111141118111111111111111',
    });
    expect(said).toEqual({
      traceId: span?.traceId,
      spanId: span?.spanId,
      usage: { input: 46, output: 6 },
      costUsd: 0.000175,
    });
  });

  describe('a call that is wrapped', () => {
    test.each<readonly [string, unknown, readonly string[]]>([
      ['wrapped', 'Hello', ['chat local-7b, ok, complete, 3/-/2/- usage']],
      ['wrapped, not asynchronous', 5, ['chat local-7b, ok, 5/-/-/- estimated']],
      [
        'wrapped, and it throws',
        'RangeError: no',
        ['chat local-7b, transport_error, RangeError, ERROR, -/-/-/- no usage'],
      ],
      ['around a call that is seen', 'chatcmpl-1', ['chat gpt-5, ok, complete, 120/64/40/16 usage, stop']],
      [
        'around two calls that are seen',
        ['chatcmpl-1', 'chatcmpl-1'],
        ['chat gpt-5, ok, complete, 120/64/40/16 usage, stop', 'chat gpt-5, ok, complete, 120/64/40/16 usage, stop'],
      ],
      [
        'around a call that is tried again',
        [['type', 'error'], 'chatcmpl-1'],
        ['chat gpt-5, ok, complete, 120/64/40/16 usage, stop'],
      ],
    ])('%s', async (scenario, answer, lines) => {
      const { spans, said } = await run(scenario);
      expect(said).toEqual(answer);
      expect(spans.map(modelCallLine)).toEqual(lines);
    });
    test('keeps what is stated about it', async () => {
      expect((await run('wrapped')).spans[0]?.attributes[own.ATTR_CONFIDENCE]).toBe(0.9);
      expect((await run('around a call that is seen')).spans[0]?.attributes[own.ATTR_RISK_TIER]).toBe('low');
    });
  });

  test('what is stated goes to the active span, whoever has made it, and is refused aloud', async () => {
    const { spans, said } = await run('on the active span');
    expect([said, spans[0]?.name, spans[0]?.attributes]).toEqual([
      true,
      'work',
      {
        [own.ATTR_CONFIDENCE]: 0.3,
        [own.ATTR_FALLBACK_USED]: true,
        [own.ATTR_FALLBACK_TYPE]: 'template',
        [own.ATTR_FALLBACK_REASON]: 'policy_violation',
      },
    ]);
    expect((await run('without a span')).said).toBe(false);
    expect((await run('refused')).said).toEqual([
      'TypeError: confidence: 1.7 is not a number from 0 to 1',
      'TypeError: model:  is no text, or an empty one',
      'TypeError: usage.input: 1.5 is not a whole number of tokens',
      'TypeError: a fallback needs both fallbackType and fallbackReason',
      expect.stringContaining('TypeError: fallback is no field of governance'),
    ]);
  });

  test('works without the preload: nobody records, and nothing fails', async () => {
    const { spans, said } = await run('wrapped', { flags: [] });
    expect([said, spans]).toEqual(['Hello', []]);
  });
}
