import { storeFaultsSuite } from '../suites/store-faults-suite.ts';

/** `MCP_OTEL_TEST_FAULTS=all` takes half an hour. */
const all = process.env['MCP_OTEL_TEST_FAULTS'] === 'all';

storeFaultsSuite(all ? { kills: 1_000, restarts: 200, cuts: 200 } : { kills: 100, restarts: 30, cuts: 30 });
