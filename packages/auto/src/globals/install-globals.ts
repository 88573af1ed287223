import type { ContextManager, DiagLogger, TextMapPropagator, TracerProvider } from '@opentelemetry/api';
import { slot } from '@mcp-otel/core';
import { liveGlobals, replaceGlobals, silenceNativeSpans, type ApiGlobals } from '@mcp-otel/instrumentation/seam';
import type { Preload } from '../begin.ts';
import { loadContext } from '../chunks.ts';
import type { LazyPipeline } from '../lazy-pipeline.ts';
import { apiVersion } from './api-version.ts';
import { DelegatingTracerProvider } from './delegating-tracer-provider.ts';
import { installLogs } from './install-logs.ts';
import { keepsNativeSpans, readNativeSpans } from './native-spans.ts';
import { sdkDiagnostics } from './sdk-diagnostics.ts';

/** What the preload has put on the OpenTelemetry API. */
export type OwnGlobals = Required<Pick<ApiGlobals, 'context' | 'propagation'>> & {
  readonly trace: DelegatingTracerProvider;
  readonly diag?: DiagLogger;
};

const holder = (): { globals?: OwnGlobals } => slot('own-globals', () => ({}));

/** The delegates of this process, once they are installed. */
export function ownGlobals(): OwnGlobals | undefined {
  return holder().globals;
}

/** The provider that the application has registered, if it has; else spans go through our own pipeline. */
export function foreignProvider(): TracerProvider | undefined {
  return ownGlobals()?.trace.foreign();
}

/** Whether the running code's context is kept by somebody else, while spans are ours. */
export function hasForeignContext(): boolean {
  return liveGlobals()?.context !== ownGlobals()?.context && foreignProvider() === undefined;
}

/**
 * Registers delegates with the OpenTelemetry API before the application can ask for a tracer, because a tracer taken at
 * the top of a module stays what it was. The delegates cost nothing until they are used, and give way to any provider
 * that the application registers (see stand-aside.ts). An application that was faster keeps its own.
 */
export function installGlobals({ pipeline, ledger, variables }: Preload): void {
  const own: OwnGlobals = {
    trace: new DelegatingTracerProvider(pipeline, ledger),
    context: lazyContextManager(),
    propagation: delegatingPropagator(pipeline),
    ...sdkDiagnostics(variables),
  };
  holder().globals = own;
  readNativeSpans(variables);
  if (!keepsNativeSpans()) silenceNativeSpans(own.trace);
  replaceGlobals(withVersion({ ...own, ...liveGlobals() }));
  installLogs(pipeline);
}

/** Looks for the application's copy of the API when a copy asks for its version, once: most processes never do. */
function withVersion(globals: Omit<ApiGlobals, 'version'>): ApiGlobals {
  if (globals['version'] !== undefined) return globals as ApiGlobals;
  let version: string | undefined;
  const get = (): string => (version ??= apiVersion(process.argv[1])); // Copies of the API read it with every use.
  return Object.defineProperty(globals, 'version', { configurable: true, enumerable: true, get }) as ApiGlobals;
}

/** Loads the API's contexts only when somebody asks for one: most processes that load the preload never do. */
function lazyContextManager(): ContextManager {
  let manager: ContextManager | undefined;
  const target = (): ContextManager => (manager ??= loadContext().createContextManager());
  const delegate: ContextManager = {
    active: () => target().active(),
    with: (...args) => target().with(...args),
    bind: (...args) => target().bind(...args),
    enable: () => delegate,
    disable: () => delegate,
  };
  return delegate;
}

function delegatingPropagator(pipeline: LazyPipeline): TextMapPropagator {
  const target = (): TextMapPropagator => pipeline.start().propagator;
  return {
    inject: (...args) => target().inject(...args),
    extract: (...args) => target().extract(...args),
    fields: () => target().fields(),
  };
}
