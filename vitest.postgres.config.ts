import { mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** Everything that depends on the version of Postgres, on the one that `MCP_OTEL_TEST_POSTGRES` names. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  {
    test: {
      include: [
        'packages/postgres/src/**/*.test.ts',
        'test/postgres-version.test.ts',
        'test/store.test.ts',
        'test/compatible-names.test.ts',
      ],
      exclude: ['packages/postgres/src/cluster/**'],
    },
  },
);
