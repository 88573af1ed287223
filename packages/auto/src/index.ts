import { createRequire } from 'node:module';

// `import '@mcp-otel/auto'` has the effect of `--require @mcp-otel/auto`: one file, whichever way it is loaded.
createRequire(import.meta.url)('./preload.cjs');
