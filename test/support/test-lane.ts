import { fileURLToPath } from 'node:url';
import { Variables } from '@mcp-otel/core';
import { captureClock } from '@mcp-otel/pipeline';
import { startAuditLane, type AuditLane } from '@mcp-otel/postgres/lane';
import type { Tracer } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, type Sampler } from '@opentelemetry/sdk-trace-base';
import { testLog } from './test-log.ts';

/** An audit lane with a tracer that fills it. */
export interface TestLane {
  readonly lane: AuditLane;
  readonly tracer: Tracer;
  /** What the program's own thread has said. */
  readonly lines: readonly string[];
}

const workerFile = fileURLToPath(new URL('../../packages/postgres/dist/sender/sender-worker.js', import.meta.url));

/** Starts the lane as the preload does. @param env the variables, and nothing else */
export function testLane(env: Readonly<Record<string, string>>, sampler?: Sampler): TestLane {
  const { log, lines } = testLog();
  const variables = new Variables(env, log.warn);
  const lane = startAuditLane({ variables, env, log, logLevel: 'none', clock: captureClock(), workerFile });
  if (lane === undefined) throw new Error('there is no lane');
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'tested' }),
    spanProcessors: [lane],
    ...(sampler !== undefined && { sampler }),
  });
  return { lane, tracer: provider.getTracer('test'), lines };
}
