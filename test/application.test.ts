import { expect, test } from 'vitest';
import { applicationSuite } from './suites/application-suite.ts';
import { app, runNode } from './support/run-node.ts';

applicationSuite(process.execPath);

test('the test helper works under the runner of Node itself: one test passes, the other one fails and says why', async () => {
  const { code, stdout } = await runNode(app('node-test/helper.mjs'), { flags: ['--test-reporter=tap'] });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^ok 1 - passes$/m);
  expect(stdout).toMatch(/^not ok 2 - fails$/m);
  expect(stdout).toContain('expected one span "server tools/call absent", found 0 among:');
});
