import type { ContextManager, DiagLogger, TextMapPropagator, Tracer, TracerProvider } from '@opentelemetry/api';
import { slot, type DeliveryLedger } from '@mcp-otel/core';
import { liveGlobals, replaceGlobals, type ApiGlobals } from '@mcp-otel/instrumentation';
import type { Preload } from '../begin.ts';
import { loadContext } from '../chunks.ts';
import type { LazyPipeline } from '../lazy-pipeline.ts';
import { installLogs } from './install-logs.ts';
import { sdkDiagnostics } from './sdk-diagnostics.ts';

/**
 * Version that the globals are stamped with. A copy of the API accepts globals of its own minor version and newer ones;
 * 1.10 is the newest there is.
 */
const API_VERSION = '1.10.0';

/** What the preload has put on the OpenTelemetry API. */
export type OwnGlobals = Required<Pick<ApiGlobals, 'trace' | 'context' | 'propagation'>> & {
  readonly diag?: DiagLogger;
};

const holder = (): { globals?: OwnGlobals } => slot('own-globals', () => ({}));

/** The delegates of this process, once they are installed. */
export function ownGlobals(): OwnGlobals | undefined {
  return holder().globals;
}

/** Whether spans of a provider go through our own pipeline. */
export function isOwnProvider(provider: TracerProvider): boolean {
  return provider === ownGlobals()?.trace;
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
  replaceGlobals({ version: API_VERSION, ...own, ...liveGlobals() });
  installLogs(pipeline);
}

/** Looks up the provider in force at each span, so that a tracer taken early follows the application's later choice. */
class DelegatingTracerProvider implements TracerProvider {
  readonly #pipeline: LazyPipeline;
  readonly #ledger: DeliveryLedger;

  constructor(pipeline: LazyPipeline, ledger: DeliveryLedger) {
    this.#pipeline = pipeline;
    this.#ledger = ledger;
  }

  getTracer(...identity: Parameters<TracerProvider['getTracer']>): Tracer {
    let provider: TracerProvider | undefined;
    let tracer: Tracer | undefined;
    const current = (): Tracer => {
      const target = this.#target();
      if (tracer === undefined || target !== provider) {
        provider = target;
        tracer = target.getTracer(...identity);
      }
      return tracer;
    };
    return {
      startSpan: (...args) => this.#booked(current()).startSpan(...args),
      // Three overloads, passed on as they come.
      startActiveSpan: (...args: never[]) => {
        const target = this.#booked(current());
        return Reflect.apply(target.startActiveSpan, target, args);
      },
    };
  }

  /** A span of the application's provider is out of our sight from here on. */
  #booked(tracer: Tracer): Tracer {
    if (liveGlobals()?.trace !== this) this.#ledger.handOver();
    return tracer;
  }

  #target(): TracerProvider {
    const live = liveGlobals()?.trace;
    return live === undefined || live === this ? this.#pipeline.start().tracerProvider : live;
  }
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
