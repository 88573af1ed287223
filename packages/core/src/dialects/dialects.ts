import type { Dialect } from './dialect.ts';
import { envoy } from './envoy.ts';
import { langfuse } from './langfuse.ts';
import { langsmith } from './langsmith.ts';
import { openInference } from './openinference.ts';
import { openlit } from './openlit.ts';
import { otelHistory } from './otel-history.ts';
import { pythonMcp } from './python-mcp.ts';
import { sentry } from './sentry.ts';
import { shinzo } from './shinzo.ts';
import { traceloop } from './traceloop.ts';
import { vercel } from './vercel.ts';

/**
 * Every dialect that is read, the surest first: where two of them have a name for the same thing, the first one counts.
 * What the conventions themselves were called comes last, because many of the others still use it.
 */
export const dialects: readonly Dialect[] = [
  openInference,
  langfuse,
  langsmith,
  vercel,
  traceloop,
  sentry,
  shinzo,
  openlit,
  pythonMcp,
  envoy,
  otelHistory,
];
