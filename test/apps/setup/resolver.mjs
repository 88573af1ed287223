// The application names its session through its own copy of the code; the preload's bundle is another.
import { setSessionResolver } from '@mcp-otel/core';
import { callOnce } from './calls.mjs';

setSessionResolver(({ side, method }) => (method === 'tools/call' ? `chat of the ${side}` : undefined));
await callOnce();
