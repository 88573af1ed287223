import { trace, type Context, type Span, type SpanOptions, type Tracer, type TracerProvider } from '@opentelemetry/api';
import type { DeliveryLedger } from '@mcp-otel/core';
import { activeContext, liveGlobals, silenceNativeSpans, withContext } from '@mcp-otel/instrumentation/seam';
import { keepsNativeSpans } from './native-spans.ts';
import type { LazyPipeline } from '../lazy-pipeline.ts';

/** Looks up the provider in force at each span, so that a tracer taken early follows the application's later choice. */
export class DelegatingTracerProvider implements TracerProvider {
  readonly #pipeline: LazyPipeline;
  readonly #ledger: DeliveryLedger;
  #delegate: TracerProvider | undefined;

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
        tracer =
          target === liveGlobals()?.trace
            ? target.getTracer(...identity)
            : inLiveContext(target.getTracer(...identity));
      }
      return this.#booked(tracer);
    };
    return {
      startSpan: (...args) => current().startSpan(...args),
      // Three overloads, passed on as they come.
      startActiveSpan: (...args: never[]) => {
        const target = current();
        return Reflect.apply(target.startActiveSpan, target, args);
      },
    };
  }

  /** As on the API's own `ProxyTracerProvider`: an agent whose registration is refused puts its provider there. */
  setDelegate(provider: TracerProvider): void {
    this.#delegate = provider;
  }

  /** As there, where applications reach through to flush. */
  getDelegate(): TracerProvider {
    return this.#target();
  }

  /** The provider of the application, once it has one. */
  foreign(): TracerProvider | undefined {
    const live = liveGlobals()?.trace;
    return live === undefined || live === this ? this.#delegate : live;
  }

  /** A span of the application's provider is out of our sight from here on. */
  #booked(tracer: Tracer): Tracer {
    if (this.foreign() !== undefined) this.#ledger.handOver();
    return tracer;
  }

  #target(): TracerProvider {
    const target = this.foreign() ?? this.#pipeline.start().tracerProvider;
    if (!keepsNativeSpans()) silenceNativeSpans(target);
    return target;
  }
}

/**
 * Our tracer, told the context of each span. Left to itself it would ask its own copy of the API, which does not look at
 * globals that an older copy has registered, and the span would lose its parent.
 */
function inLiveContext(tracer: Tracer): Tracer {
  const startSpan: Tracer['startSpan'] = (name, options, context = activeContext()) =>
    tracer.startSpan(name, options, context);
  return {
    startSpan,
    // Three overloads: the function is the last argument, options and context may stand before it.
    startActiveSpan: (name: string, ...rest: unknown[]) => {
      const run = rest.at(-1) as (span: Span) => never;
      const [options, parent = activeContext()] = rest.slice(0, -1) as [SpanOptions?, Context?];
      const span = startSpan(name, options, parent);
      return withContext(trace.setSpan(parent, span), () => run(span));
    },
  };
}
