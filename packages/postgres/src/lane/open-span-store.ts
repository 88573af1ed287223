import { createRequire } from 'node:module';
import { Variables, type DeliveryStatement, type VariableName } from '@mcp-otel/core';
import { captureClock, createStderrLog, logLevel, type LogLevel } from '@mcp-otel/pipeline';
import type { SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { AuditLane } from './audit-lane.ts';
import { held } from './held.ts';
import { laneSettings, type LaneSettings } from './lane-settings.ts';
import { openStore, type StoreParts } from './open-store.ts';
import { SpanStore } from './span-store.ts';

/** What a program may choose itself; what it does not is taken from the variable of the same meaning. */
export interface SpanStoreOptions {
  /** `postgres://user:password@host:5432/database`; else `MCP_OTEL_POSTGRES_URL`. */
  readonly url?: string;
  /** Schema in that database; else `MCP_OTEL_POSTGRES_SCHEMA`. */
  readonly schema?: string;
  /** What is done about a schema that is not of the present version; else `MCP_OTEL_POSTGRES_MIGRATE`. */
  readonly migrate?: 'auto' | 'check' | 'off';
  /** Folder in which spans wait; else `MCP_OTEL_SPOOL_DIR`. */
  readonly spoolDir?: string;
  /** Most bytes in that folder; else `MCP_OTEL_SPOOL_BYTES`. */
  readonly spoolBytes?: number;
}

/** Stores every span that is recorded. */
export interface AuditProcessor extends SpanProcessor {
  /** The delivery law of the lane at this instant. */
  statement(): DeliveryStatement;
}

const variableOf: Readonly<Record<keyof SpanStoreOptions, VariableName>> = {
  url: 'MCP_OTEL_POSTGRES_URL',
  schema: 'MCP_OTEL_POSTGRES_SCHEMA',
  migrate: 'MCP_OTEL_POSTGRES_MIGRATE',
  spoolDir: 'MCP_OTEL_SPOOL_DIR',
  spoolBytes: 'MCP_OTEL_SPOOL_BYTES',
};

/**
 * Opens a store of spans, for exporters and gateways.
 *
 * @throws Error that names the option or the variable whose value cannot be used
 */
export function openSpanStore(options: SpanStoreOptions = {}): SpanStore {
  const { settings, parts } = chosen(options);
  return new SpanStore(openStore(settings, parts));
}

/**
 * A span processor for the SDK of an application that stores every span that is recorded, whatever its sampler sends
 * elsewhere.
 *
 * @throws Error that names the option or the variable whose value cannot be used
 */
export function createAuditProcessor(options: SpanStoreOptions = {}): AuditProcessor {
  const { settings, parts } = chosen(options);
  const lane = new AuditLane(openStore(settings, parts), captureClock());
  return {
    onStart: (span) => lane.onStart(span),
    onEnd: (span) => lane.onEnd(span),
    forceFlush: () => held(() => lane.forceFlush()),
    shutdown: () => held(() => lane.shutdown()),
    statement: () => lane.statement(),
  };
}

function chosen(options: SpanStoreOptions): { readonly settings: LaneSettings; readonly parts: StoreParts } {
  const env = { ...process.env, ...variablesFrom(options) };
  const level: LogLevel = logLevel(new Variables(env, () => undefined).choice('MCP_OTEL_LOG')) ?? 'warn';
  const log = createStderrLog(level);
  const settings = laneSettings(new Variables(env, log.warn), env);
  if (settings === undefined)
    throw new Error('there is no database to store spans in: set url or MCP_OTEL_POSTGRES_URL');
  const workerFile = createRequire(import.meta.url).resolve('@mcp-otel/postgres/sender-worker');
  return { settings, parts: { log, logLevel: level, workerFile } };
}

function variablesFrom(options: SpanStoreOptions): NodeJS.ProcessEnv {
  const set = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set.map(([name, value]) => [variableOf[name as keyof SpanStoreOptions], String(value)]));
}
