import { defineConfig } from 'vitest/config';

const conditions = ['@mcp-otel/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'test/backends/**'],
    globalSetup: ['test/support/shared-cluster.ts'],
    maxWorkers: 3, // Most tests wait for processes that they have started.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
