// An application's own OpenTelemetry, for --import: it prints the spans that its provider got.
import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';

const exporter = new InMemorySpanExporter();
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
propagation.setGlobalPropagator(new W3CTraceContextPropagator());

process.once('beforeExit', () => {
  const lines = exporter
    .getFinishedSpans()
    .map(({ name, kind, attributes, parentSpanContext }) =>
      [['internal', 'server', 'client'][kind], name, parentSpanContext && 'below', attributes['app.method']]
        .filter(Boolean)
        .join(' '),
    );
  process.stdout.write(JSON.stringify(lines));
});
