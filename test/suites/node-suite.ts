import { describe } from 'vitest';
import { otherNodes, withComponent } from '../support/components.ts';
import { applicationSuite } from './application-suite.ts';
import { concurrencySuite } from './concurrency-suite.ts';
import { endsSuite } from './ends-suite.ts';
import { goldenSuite } from './golden-suite.ts';
import { metricsSuite } from './metrics-suite.ts';
import { protocolSuite } from './protocol-suite.ts';
import { setupSuite } from './setup-suite.ts';
import { storeSuite } from './store-suite.ts';

/** Everything that depends on the Node it runs on, on another Node than the running one. */
export function nodeSuite(version: string): void {
  const node = otherNodes().find((other) => other.version === version);
  withComponent(`Node ${version} (MCP_OTEL_TEST_NODES)`, node !== undefined, () => {
    describe(`Node ${version}`, () => {
      goldenSuite(node?.path ?? '');
      endsSuite(node?.path ?? '');
      setupSuite(node?.path ?? '');
      concurrencySuite(node?.path ?? '');
      applicationSuite(node?.path ?? '');
      protocolSuite(node?.path ?? '');
      metricsSuite(node?.path ?? '');
      storeSuite(node?.path ?? '');
    });
  });
}
