// An application with its own tracing: a tracer taken at the top of the module, the provider registered later.
import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { callOnce } from './calls.mjs';

const early = trace.getTracer('app');
const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
const accepted = [
  trace.setGlobalTracerProvider(provider),
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()),
  propagation.setGlobalPropagator(new W3CTraceContextPropagator()),
];
await early.startActiveSpan('work', async (span) => {
  await callOnce();
  span.end();
});
const spans = exporter.getFinishedSpans().map((span) => ({
  name: span.name,
  scope: span.instrumentationScope.name,
  spanId: span.spanContext().spanId,
  traceId: span.spanContext().traceId,
  parentSpanId: span.parentSpanContext?.spanId,
}));
process.stdout.write(JSON.stringify({ accepted, spans }));
