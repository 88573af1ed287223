import { mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** The suites that need more than Node and npm: other Node versions and other SDK versions, installed by `.ci/run`. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], exclude: ['**/node_modules/**'] } },
  {
    test: { include: ['test/backends/**/*.test.ts'], testTimeout: 120_000 },
  },
);
