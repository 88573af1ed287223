import { createRequire } from 'node:module';

// Importing this package has the effect of `--require @mcp-otel/auto`: one file, whichever way it is loaded.
const preload = createRequire(import.meta.url)('./preload.cjs') as typeof import('./preload.ts');

/** Sends everything that waits; see `@mcp-otel/auto/config`. */
export const forceFlush: () => Promise<void> = preload.forceFlush;
