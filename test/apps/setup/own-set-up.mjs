// The same with McpInstrumentation, configured, instead of the preload.
import { metrics, trace } from '@opentelemetry/api';
import { McpInstrumentation } from '@mcp-otel/instrumentation';
import './own-telemetry.mjs';

const instrumentation = new McpInstrumentation({
  ignoreMethods: ['initialize'],
  requestHook: (span, { method }) => span.setAttribute('app.method', `hook ${method}`),
});
// As registerInstrumentations of the OpenTelemetry SDK does with every instrumentation.
instrumentation.setTracerProvider(trace.getTracerProvider());
instrumentation.setMeterProvider(metrics.getMeterProvider());
