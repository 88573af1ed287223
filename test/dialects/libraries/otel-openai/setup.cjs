const { metrics } = require('@opentelemetry/api');
const { OTLPTraceExporter } = require('@opentelemetry/exporter-trace-otlp-proto');
const { OpenAIInstrumentation } = require('@opentelemetry/instrumentation-openai');
const { SimpleSpanProcessor, TracerProvider } = require('@opentelemetry/sdk-trace');

const exporter = new OTLPTraceExporter();
const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
const instrumentation = new OpenAIInstrumentation({ captureMessageContent: true });
instrumentation.setTracerProvider(provider);
// It creates its metrics only here, and a streamed call needs them.
instrumentation.setMeterProvider(metrics.getMeterProvider());
// Only `require` is hooked.
globalThis.scenario = { provider, OpenAI: require('openai') };
