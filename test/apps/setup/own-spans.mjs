// An application that uses the OpenTelemetry API and registers nothing: its spans go where ours go.
import { trace } from '@opentelemetry/api';
import { callOnce } from './calls.mjs';

const tracer = trace.getTracer('app');
await tracer.startActiveSpan('work', async (span) => {
  await callOnce();
  span.end();
});
