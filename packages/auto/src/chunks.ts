import type {
  startPipeline as StartPipeline,
  pipelineSettings as PipelineSettings,
  flushAtExit as FlushAtExit,
} from '@mcp-otel/pipeline';
import type { Preload } from './begin.ts';

/** The part that is loaded with the first class of the MCP SDK. */
export interface SeamChunk {
  readonly adopt: (preload: Preload, candidate: unknown) => void;
  readonly processEnds: () => void;
}

/** The part that is loaded with the first span: the OpenTelemetry SDK. */
export interface PipelineChunk {
  readonly startPipeline: typeof StartPipeline;
  readonly pipelineSettings: typeof PipelineSettings;
  readonly flushAtExit: typeof FlushAtExit;
}

// The bundler leaves these two calls as they are, so that each file is read when it is needed and not before.
declare const require: (file: './seam.cjs' | './pipeline.cjs') => unknown;

export function loadSeam(): SeamChunk {
  return require('./seam.cjs') as SeamChunk;
}

export function loadPipeline(): PipelineChunk {
  return require('./pipeline.cjs') as PipelineChunk;
}
