// Loads the preload a second time, through the package's entry for `import`.
import '@mcp-otel/auto';

const { callOnce } = await import('./calls.mjs');
process.stdout.write(await callOnce());
