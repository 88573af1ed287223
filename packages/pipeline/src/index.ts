export { captureClock, type Clock } from './clock.ts';
export {
  createComponents,
  createSpanQueue,
  type AuditPart,
  type PipelineComponents,
  type PipelineParts,
} from './components.ts';
export { freePort } from './free-port.ts';
export { flushAtExit, type ExitOptions } from './exit/flush-at-exit.ts';
export { flushSync, rescueSync } from './exit/flush-sync.ts';
export { onStdinEnd } from './exit/on-stdin-end.ts';
export { SpanQueue, type SpanQueueOptions } from './queue/span-queue.ts';
export { exposedName, exposedNameOf, identifier, type NamedMetric } from './prometheus/exposed-name.ts';
export type { Health } from './prometheus/health.ts';
export { PrometheusReader, type PrometheusReaderOptions } from './prometheus/prometheus-reader.ts';
export { createStderrLog, logLevel, type Log, type LogLevel } from './log/stderr-log.ts';
export { pipelineSettings, type ExporterName, type PipelineSettings } from './settings.ts';
export { observeLedger, startPipeline, type Flushable, type Pipeline } from './start-pipeline.ts';
export { DecodeError, type Decoded, type WireRecord, type WireValue } from './receiver/decoded.ts';
export { spansOfJson } from './receiver/spans-of-json.ts';
export type { ReceivedSpan } from './receiver/received-span.ts';
export { receivedPoints, type ReceivedPoint } from './receiver/received-point.ts';
export { startReceiver, type Receiver, type ReceiverOptions } from './receiver/receiver.ts';
