// An agent that puts its provider where the API's own stand-in takes it, as dd-trace does when it is refused.
import { trace } from '@opentelemetry/api';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { callOnce } from './calls.mjs';

const exporter = new InMemorySpanExporter();
trace.getTracerProvider().setDelegate(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
await callOnce();
process.stdout.write(String(exporter.getFinishedSpans().length));
