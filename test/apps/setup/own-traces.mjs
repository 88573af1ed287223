// A provider of its own for traces and none for metrics, which says when it is flushed; then the ending that is asked for.
import { writeSync } from 'node:fs';
import { trace } from '@opentelemetry/api';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { callOnce } from './calls.mjs';

let flushed = false;
const processor = {
  onStart: () => undefined,
  onEnd: () => undefined,
  shutdown: async () => undefined,
  forceFlush: async () => {
    if (!flushed) writeSync(1, 'flushed');
    flushed = true;
  },
};
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [processor] }));
await callOnce();
const [ending] = process.argv.slice(2);
if (ending === 'SIGINT') process.once('SIGINT', () => undefined);
if (ending !== 'nothing') process.kill(process.pid, ending);
if (ending === 'SIGTERM') setInterval(() => undefined, 1_000);
