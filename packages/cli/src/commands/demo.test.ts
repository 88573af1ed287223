import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { modelTotals } from '../report/model-totals.ts';
import type { DemoReport } from '../demo/demo-report.ts';
import { createDemo } from './demo.ts';

const report: DemoReport = {
  setup: [],
  turns: [],
  session: modelTotals([]),
  drift: [],
  gates: [],
  shadows: [],
  tools: [],
  sessions: [],
  notifications: {},
  foreign: [],
  redaction: { takenOut: {}, left: 0 },
  delivery: [],
  conservation: [],
  books: [],
  alerts: [],
  stored: 'there is no Postgres here',
  spans: 0,
  seconds: 1,
  live: false,
  missing: [],
};

/** Runs the command on a given report. */
async function run(missing: readonly string[], args: readonly string[] = []): Promise<{ code: number; text: string }> {
  const stdout = new PassThrough();
  const command = createDemo(async () => ({ ...report, missing }));
  const code = await command.run({ args, env: {}, stdout: stdout as unknown as NodeJS.WriteStream });
  return { code, text: String(stdout.read()) };
}

describe('the exit code of the demo', () => {
  test('is 0 when nothing is missing', async () => {
    expect(await run([])).toMatchObject({ code: 0, text: expect.stringContaining('✓') as string });
  });
  test.each([[[]], [['--json']]])('is 1 when something is, and it says what: %o', async (args) => {
    const { code, text } = await run(['no span for the call of read'], args);
    expect(code).toBe(1);
    expect(text).toContain('no span for the call of read');
    expect(text).not.toContain('✓');
  });
  test('is 0 where there is no Postgres, and the page says that and why', async () => {
    expect(await run([])).toMatchObject({
      code: 0,
      text: expect.stringContaining('not stored: there is no Postgres here') as string,
    });
  });
});

describe('where the metrics are', () => {
  const shown = async (isTTY: boolean, args: readonly string[] = []): Promise<string> => {
    const stdout = Object.assign(new PassThrough(), { isTTY });
    const command = createDemo(async ({ onMetrics }) => {
      onMetrics?.('http://127.0.0.1:1/metrics');
      return report;
    });
    await command.run({ args, env: {}, stdout: stdout as unknown as NodeJS.WriteStream });
    return String(stdout.read());
  };
  test('is named on a terminal while the demo runs, and nowhere else', async () => {
    expect(await shown(true)).toMatch(/^metrics while it runs: http:\/\/127\.0\.0\.1:1\/metrics\n/);
    for (const text of [await shown(false), await shown(true, ['--json'])]) expect(text).not.toContain('metrics while');
  });
});
