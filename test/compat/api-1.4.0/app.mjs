// An application with an older OpenTelemetry API, before it registers anything: what it says and traces arrives as meant.
import { diag, DiagLogLevel, trace } from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';

const lines = [];
const say = (line) => lines.push(line);
const accepted = diag.setLogger({ error: say, warn: say, info: say, debug: say, verbose: say }, DiagLogLevel.INFO);
diag.info('hello');
const tracer = trace.getTracer('app');
tracer.startActiveSpan('outer', (outer) => {
  tracer.startActiveSpan('inner', { attributes: { answer: 42 } }, (inner) => {
    tracer.startSpan('innermost').end();
    inner.end();
  });
  logs.getLogger('app').emit({ body: 'hello', severityNumber: 9 });
  outer.end();
  const { traceId } = outer.spanContext();
  process.stdout.write(JSON.stringify({ accepted, heard: lines.includes('hello'), traceId }));
});
