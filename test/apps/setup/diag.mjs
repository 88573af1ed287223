// What an application may do with the OpenTelemetry API before it registers anything.
import { diag, DiagLogLevel, trace } from '@opentelemetry/api';

const lines = [];
const say = (line) => lines.push(line);
const accepted = diag.setLogger({ error: say, warn: say, info: say, debug: say, verbose: say }, DiagLogLevel.INFO);
diag.info('hello');
const delegate = typeof trace.getTracerProvider().getDelegate();
process.stdout.write(JSON.stringify({ accepted, heard: lines.includes('hello'), delegate }));
