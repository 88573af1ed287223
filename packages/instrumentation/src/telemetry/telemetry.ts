import {
  propagation,
  type Context,
  type Meter,
  type MeterProvider,
  type Span,
  type SpanOptions,
  type TextMapGetter,
  type TextMapSetter,
  type Tracer,
  type TracerProvider,
} from '@opentelemetry/api';
import { LabelGuard, ownValue, Recorder, semconv, slot, VERSION } from '@mcp-otel/core';
import { liveGlobals } from './live-globals.ts';

/** Instrumentation scope of everything that this package records. */
export const SCOPE = '@mcp-otel/instrumentation';

/** Text fields of a message's `_meta`. */
export type Carrier = Record<string, unknown>;

/** How the seam is tied to OpenTelemetry. */
export interface TelemetryOptions {
  /** Keys of baggage that servers may see. */
  readonly allowedBaggage: readonly string[];
  /** Real time, whatever clock the application sets up for its tests. In milliseconds; `now` never goes back. */
  readonly clock: { readonly now: () => number; readonly epoch: () => number };
  /** Meter provider for a process whose application has none. */
  readonly fallbackMeters?: () => MeterProvider | undefined;
  /** Told of every span that is about to be started, and by whose provider. */
  readonly onSpan?: (provider: TracerProvider) => void;
}

/** What the seam needs of OpenTelemetry. It follows whatever provider is in force, from one call to the next. */
export class Telemetry {
  /** Shared by every recorder of the process: a tool is listed once and called often. */
  readonly labels: LabelGuard = slot('label-guard', () => new LabelGuard());
  readonly #options: TelemetryOptions;
  /** When each open span began, on both clocks. */
  readonly #begun = new WeakMap<Span, { readonly epoch: number; readonly now: number }>();
  #tracerOf: TracerProvider | undefined;
  #tracer: Tracer | undefined;
  #metersOf: MeterProvider | undefined;
  #recorder: Recorder | undefined;

  constructor(options: TelemetryOptions) {
    this.#options = options;
  }

  /** Undefined when nobody has registered a provider. */
  startSpan(name: string, options: SpanOptions, parent: Context): Span | undefined {
    const provider = liveGlobals()?.trace;
    if (provider !== this.#tracerOf) {
      this.#tracerOf = provider;
      this.#tracer = provider?.getTracer(SCOPE, VERSION, { schemaUrl: semconv.SCHEMA_URL });
    }
    if (provider === undefined || this.#tracer === undefined) return undefined;
    this.#options.onSpan?.(provider);
    const { clock } = this.#options;
    const begun = { epoch: clock.epoch(), now: clock.now() };
    const span = this.#tracer.startSpan(name, { ...options, startTime: begun.epoch }, parent);
    this.#begun.set(span, begun);
    return span;
  }

  /** Ends a span as long after its start as has really passed. */
  endSpan(span: Span): void {
    const begun = this.#begun.get(span);
    span.end(begun && begun.epoch + this.#options.clock.now() - begun.now);
  }

  /** Undefined when nobody has registered a meter provider. */
  recorder(): Recorder | undefined {
    const provider = liveGlobals()?.metrics ?? this.#options.fallbackMeters?.();
    if (provider !== this.#metersOf) {
      this.#metersOf = provider;
      this.#recorder = provider && new Recorder(meterOf(provider), this.labels);
    }
    return this.#recorder;
  }

  /** Writes the trace context, and the allowed part of the baggage, into the carrier. */
  inject(context: Context, carrier: Carrier): void {
    liveGlobals()?.propagation?.inject(this.#withAllowedBaggage(context), carrier, setter);
  }

  /** The remote context that a carrier holds, on top of the given one. */
  extract(context: Context, carrier: Readonly<Carrier>): Context {
    return liveGlobals()?.propagation?.extract(context, carrier, getter) ?? context;
  }

  #withAllowedBaggage(context: Context): Context {
    const baggage = propagation.getBaggage(context);
    if (baggage === undefined) return context;
    const allowed = baggage.getAllEntries().filter(([key]) => this.#options.allowedBaggage.includes(key));
    if (allowed.length === 0) return propagation.deleteBaggage(context);
    return propagation.setBaggage(context, propagation.createBaggage(Object.fromEntries(allowed)));
  }
}

function meterOf(provider: MeterProvider): Meter {
  return provider.getMeter(SCOPE, VERSION, { schemaUrl: semconv.SCHEMA_URL });
}

const setter: TextMapSetter<Carrier> = {
  set: (carrier, key, value) => {
    carrier[key] = value;
  },
};

const getter: TextMapGetter<Readonly<Carrier>> = {
  keys: (carrier) => Object.keys(carrier),
  get: (carrier, key) => {
    const value = ownValue(carrier, key);
    return typeof value === 'string' ? value : undefined; // A peer may put anything there.
  },
};
