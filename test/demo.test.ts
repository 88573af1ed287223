import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { DemoReport } from '@mcp-otel/cli';
import { runNode } from './support/run-node.ts';
import { testDatabase } from './support/test-database.ts';

const bin = fileURLToPath(new URL('../packages/cli/dist/bin.js', import.meta.url));
/** In a database of its own, so that none is started and stopped beside other tests. */
async function mcpOtel(...args: string[]): ReturnType<typeof runNode> {
  await using database = await testDatabase();
  return await runNode(bin, { flags: [], args, env: { MCP_OTEL_POSTGRES_URL: database.url } });
}

describe('mcp-otel demo', { timeout: 120_000 }, () => {
  test('sees every call of its story, from both ends, in whole traces, and its books balance', async () => {
    const { code, stdout, stderr } = await mcpOtel('demo', '--json');
    const report = JSON.parse(stdout) as DemoReport;
    expect([code, stderr, report.missing]).toEqual([0, '', []]);
    expect(report.turns.map(({ answer }) => answer)).not.toContain('');
    expect(report.delivery).toHaveLength(8);
    for (const { started, received, residual } of report.delivery) expect([received, residual]).toEqual([started, 0]);
    const outcomes = new Set(report.tools.flatMap(({ outcomes: seen }) => Object.keys(seen)));
    expect([...outcomes].toSorted()).toEqual([
      'cancelled',
      'input_required',
      'ok',
      'protocol_error',
      'timeout',
      'tool_error',
    ]);
    expect(report.notifications['notifications/progress']).toBeGreaterThanOrEqual(3);
    for (const { calls, models } of report.turns) {
      expect(calls).toHaveLength(1);
      expect(models.calls).toBeGreaterThanOrEqual(2);
      expect(models.costUsd).toBeGreaterThan(0);
    }
    expect(report.session.calls).toBe(26);
    expect(report.foreign).toEqual([
      expect.objectContaining({
        dialect: 'openinference',
        operation: 'chat',
        model: 'gpt-5-mini',
        input: 66,
        output: 17,
      }),
    ]);
    expect(Object.keys(report.redaction.takenOut).toSorted()).toEqual(['card', 'email', 'iban', 'password', 'phone']);
    expect(report.redaction.left).toBe(0);
    expect(report.drift).toEqual([{ template: 'payment-risk-v3', invocations: 3, variants: 2 }]);
    expect(report.gates.map(({ confidence, fallback }) => [confidence, fallback?.type])).toEqual([
      [0.93, undefined],
      [0.93, undefined],
      [0.42, 'human_review'],
    ]);
    expect(report.shadows.map(({ facing, shadow }) => [facing.model, shadow.model])).toEqual([
      ['gpt-5-mini', 'gpt-5-nano'],
    ]);
    expect(report.conservation.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['efficiency', 'fail'],
      ['loss', 'fail'],
      ['success', 'fail'],
      ['calls', 'pass'],
    ]);
    expect(report.books).toMatchObject([{ state: 'settled', agrees: true }]);
    const shares = report.books.flatMap(({ closed: { bookings } }) => bookings.map(({ share }) => share));
    expect([...new Set(shares)].toSorted((a, b) => a.localeCompare(b))).toEqual([
      'delivered',
      'duplicate',
      'meaningful',
      'superseded',
      'truncated',
      'unused_tool',
    ]);
    expect(report.alerts.map(({ alert, tooLittle }) => [alert, tooLittle === undefined])).toEqual([
      ['McpTokenEfficiencyLow', true],
      ['HighContextLoss', false],
      ['McpToolSuccessLow', false],
      ['HighErrorRate', false],
      ['McpPromptDrift', false],
    ]);
    const { stored } = report;
    if (typeof stored === 'string') throw new Error(stored);
    expect(stored).toMatchObject({ writers: 6, quarantined: 0 });
    expect(stored.spans).toBe(report.delivery.reduce((sum, { started }) => sum + started, 0));
    const [agent] = stored.answers.sessions;
    const figures = Object.fromEntries(report.conservation.map(({ name, value }) => [name, value]));
    expect([agent?.['efficiency'], agent?.['loss'], agent?.['tool_success'], agent?.['calls']].map(Number)).toEqual(
      ['efficiency', 'loss', 'success', 'calls'].map((name) => expect.closeTo(figures[name] ?? 0, 12) as number),
    );
    const asked = stored.answers.ratios.find(({ session_id: session }) => session === agent?.['session_id']);
    expect(
      [asked?.['token_efficiency'], asked?.['context_loss_rate'], asked?.['tool_success_rate']].map(Number),
    ).toEqual(['efficiency', 'loss', 'success'].map((name) => expect.closeTo((figures[name] ?? 0) * 100, 9) as number));
    const rungs = new Set(report.sessions.map(({ source }) => source));
    expect([...rungs].toSorted()).toEqual(['header', 'process', 'trace']);
  });
  test('reads like a page in a terminal, and says what to do next', async () => {
    const { code, stdout } = await mcpOtel('demo');
    expect(code).toBe(0);
    expect(stdout).toContain('✓ every expected span arrived');
    expect(stdout).toMatch(/1\. \d+ tokens unused_tool in \d+ blocks, .*\n {5}Offer these tools only/);
    expect(stdout).toMatch(/Context loss +\d+\.\d % +at most 2 % +\d+ tokens +100\.0 % {2}fail/);
    expect(stdout).toMatch(/HighErrorRate +error +error rate 20 %, at most 10 % +silent: 15 of 20 calls/);
    expect(stdout).toContain('OTEL_EXPORTER_OTLP_ENDPOINT');
    expect(stdout).toMatch(/└─ sampling\/createMessage +→ agent/);
    expect(stdout).toMatch(
      /chat gpt-5-mini +[\d.]+ ms {2}\d+ in \(\d+ cached\), \d+ out, \$0\.00\d+ +ok prompt [0-9a-f]{8}/,
    );
    expect(stdout.split('\n').filter((line) => line.length > 140)).toEqual([]);
  });
});

describe('mcp-otel', () => {
  test('called wrongly says what there is, and ends with 2', async () => {
    expect(await mcpOtel('nothing')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'mcp-otel: there is no command "nothing"; try mcp-otel --help\n',
    });
    const { code, stderr } = await mcpOtel('demo', '--loud');
    expect(code).toBe(2);
    expect(stderr).toMatch(/--loud.*demo knows --json and --live/);
  });
  test('--live without a key says which key it needs', async () => {
    const { code, stderr } = await runNode(bin, {
      flags: [],
      args: ['demo', '--live'],
      env: { OPENAI_API_KEY: '', ANTHROPIC_API_KEY: '' },
    });
    expect([code, stderr]).toEqual([
      1,
      'mcp-otel: --live needs OPENAI_API_KEY or ANTHROPIC_API_KEY in the environment\n',
    ]);
  });
  test('--help and --version', async () => {
    expect((await mcpOtel('--help')).stdout).toMatch(/^Usage: mcp-otel <command>\n\n {2}demo/);
    expect((await mcpOtel('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
