import { join } from 'node:path';
import type { Span } from '@opentelemetry/api';
import { ownValue, type DeliveryLedger, type Variables } from '@mcp-otel/core';
import type { AuditPart, Clock, Log, Pipeline } from '@mcp-otel/pipeline';
import { hasDatabase } from './has-database.ts';
import { loadAudit, loadPipeline, loadSeam } from './chunks.ts';

/** The pipeline, started by whoever needs it first. */
export interface LazyPipeline {
  start(): Pipeline;
  ifStarted(): Pipeline | undefined;
  /** Whether a span was started by the pipeline. */
  isOwnSpan(span: Span): boolean;
  /** Told when it is certain that the process ends. */
  onEnd(listener: () => void): void;
}

interface LazyPipelineOptions {
  readonly log: Log;
  readonly clock: Clock;
  readonly variables: Variables;
  readonly ledger: DeliveryLedger;
  readonly folder: string;
}

export function createLazyPipeline({ log, clock, variables, ledger, folder }: LazyPipelineOptions): LazyPipeline {
  let pipeline: Pipeline | undefined;
  const listeners: (() => void)[] = [];
  const onEnd = (): void => listeners.forEach((listener) => listener());
  const audit = (): AuditPart | undefined =>
    hasDatabase(variables) ? loadAudit().createAudit({ log, clock, variables, file: lastPost(folder) }) : undefined;
  const start = (): Pipeline => {
    const chunk = loadPipeline();
    const settings = chunk.pipelineSettings(variables, log.warn);
    const { preparation } = loadSeam().theRedaction(variables, log.warn);
    const lastPostFile = lastPost(folder);
    const started = chunk.startPipeline(settings, { log, clock, ledger, preparation, lastPostFile, audit: audit() });
    chunk.flushAtExit(started, { clock, shutdownMs: settings.shutdownMs, onEnd });
    log.debug(`pipeline started, traces go to ${settings.otlp.traces.url.origin}`);
    return started;
  };
  return {
    start: () => (pipeline ??= start()),
    ifStarted: () => pipeline,
    isOwnSpan: (span) => pipeline !== undefined && ownValue(span, 'resource') === pipeline.resource,
    onEnd: (listener) => void listeners.push(listener),
  };
}

function lastPost(folder: string): string {
  return join(folder, 'last-post.cjs');
}
