import { describe } from 'vitest';
import { endsSuite } from '../suites/ends-suite.ts';
import { goldenSuite } from '../suites/golden-suite.ts';
import { setupSuite } from '../suites/setup-suite.ts';
import { otherNodes, withComponent } from '../support/components.ts';

for (const version of ['20', '22', '24', '26']) {
  const node = otherNodes().find((other) => other.version === version);
  withComponent(`Node ${version} (MCP_OTEL_TEST_NODES)`, node !== undefined, () => {
    describe(`Node ${version}`, () => {
      goldenSuite(node?.path ?? '');
      endsSuite(node?.path ?? '');
      setupSuite(node?.path ?? '');
    });
  });
}
