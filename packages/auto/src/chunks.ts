import type {
  startPipeline as StartPipeline,
  pipelineSettings as PipelineSettings,
  flushAtExit as FlushAtExit,
} from '@mcp-otel/pipeline';
import type { AiSdk, CalcPrice, Models } from '@mcp-otel/instrumentation/models';
import type { theRedaction as TheRedaction, AwsClient, FetchCall, Seam } from '@mcp-otel/instrumentation/seam';
import type { ContextManager } from '@opentelemetry/api';
import type { createAudit as CreateAudit } from './audit.ts';
import type { Preload } from './begin.ts';

/** The part that is loaded with the first class of the MCP SDK. */
export interface SeamChunk {
  readonly createSeam: (preload: Preload) => Seam;
  readonly adopt: (candidate: unknown) => void;
  /** Begins all counters at 0, and starts whatever serves them. */
  readonly beginCounting: () => void;
  /** Decides about content, in every part of the process alike. */
  readonly theRedaction: typeof TheRedaction;
}

/** The part that is loaded with the first request that looks like a call of a model. */
export interface ModelsChunk {
  /** Makes the call in place of the caller. */
  readonly observe: (preload: Preload, call: FetchCall) => unknown;
  readonly createModels: (preload: Preload) => Models;
  readonly aiSdk: (preload: Preload) => AiSdk;
  readonly watchBedrockClient: (preload: Preload, client: AwsClient) => void;
  /** Says at once what is wrong with a file of prices. */
  readonly readPrices: (preload: Preload) => void;
  /** Whether the running code is inside a call that is seen. */
  readonly isInCall: () => boolean;
}

/** The part that is loaded with the first price. */
export interface PricesChunk {
  readonly calcPrice: CalcPrice;
}

/** The part that is loaded with the first span: the OpenTelemetry SDK. */
export interface PipelineChunk {
  readonly startPipeline: typeof StartPipeline;
  readonly pipelineSettings: typeof PipelineSettings;
  readonly flushAtExit: typeof FlushAtExit;
}

/** The part that is loaded with the first span, where a database is set. */
export interface AuditChunk {
  readonly createAudit: typeof CreateAudit;
}

/** The part that is loaded with the first use of a context: by the application, or by the seam. */
export interface ContextChunk {
  readonly createContextManager: () => ContextManager;
}

// The bundler leaves these calls as they are, so that each file is read when it is needed and not before.
declare const require: (file: `./${'seam' | 'models' | 'prices' | 'pipeline' | 'audit' | 'context'}.cjs`) => unknown;

export function loadContext(): ContextChunk {
  return require('./context.cjs') as ContextChunk;
}

export function loadSeam(): SeamChunk {
  return require('./seam.cjs') as SeamChunk;
}

export function loadModels(): ModelsChunk {
  return require('./models.cjs') as ModelsChunk;
}

export function loadPrices(): PricesChunk {
  return require('./prices.cjs') as PricesChunk;
}

export function loadPipeline(): PipelineChunk {
  return require('./pipeline.cjs') as PipelineChunk;
}

export function loadAudit(): AuditChunk {
  return require('./audit.cjs') as AuditChunk;
}
