// A serverless handler: it flushes, answers and is frozen for ever.
import { forceFlush } from '@mcp-otel/auto';
import { callOnce } from './calls.mjs';

await callOnce();
await forceFlush();
process.kill(process.pid, 'SIGKILL');
