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
});
