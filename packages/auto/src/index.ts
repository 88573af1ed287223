import { createRequire } from 'node:module';

// Importing this package has the effect of `--require @mcp-otel/auto`: one file, whichever way it is loaded.
createRequire(import.meta.url)('./preload.cjs');
