import {
  propagation,
  trace,
  type Context,
  type Meter,
  type MeterProvider,
  type Span,
  type SpanContext,
  type SpanOptions,
  type TextMapGetter,
  type TextMapPropagator,
  type TextMapSetter,
  type Tracer,
  type TracerProvider,
} from '@opentelemetry/api';
import {
  LedgerRecorder,
  ownValue,
  Recorder,
  semconv,
  SharedCounts,
  slot,
  VERSION,
  type LabelGuard,
  type LedgerBooks,
} from '@mcp-otel/core';
import { customisation } from '../settings/customisation.ts';
import { RecordedSpan, type Begun, type CallSpan, type SpanClock } from './call-span.ts';
import { activeContext, liveGlobals, withContext } from './live-globals.ts';
import { SCOPE } from './scope.ts';
import { TeeSpan } from './tee-span.ts';

const scope = { name: SCOPE, version: VERSION, schemaUrl: semconv.SCHEMA_URL } as const;

/** Text fields of a message's `_meta`. */
export type Carrier = Record<string, unknown>;

/** How the seam is tied to OpenTelemetry. */
export interface TelemetryOptions {
  /** Keys of baggage that servers may see. */
  readonly allowedBaggage: () => readonly string[];
  readonly clock: SpanClock;
  /** The books of tokens and sessions. */
  readonly books?: () => LedgerBooks;
  /** Whether this process counts at all. */
  readonly counts?: () => boolean;
  /** Whose provider records our spans; the one that is registered globally by default. */
  readonly provider?: () => TracerProvider | undefined;
  /** Whose provider counts our calls; the one that is registered globally by default. */
  readonly meters?: () => MeterProvider | undefined;
  /** Whether an active span belongs to somebody whose spans never meet ours. It is nobody's parent then. */
  readonly isForeign?: (span: Span) => boolean;
  /** Told of each provider before it is used. */
  readonly onProvider?: (provider: TracerProvider) => void;
  /** Told of every span that is about to be started, and by whose provider. */
  readonly onSpan?: (provider: TracerProvider) => void;
  /** Whether our spans go through our own preparation before they leave. */
  readonly preparedLater?: () => boolean;
  /** Starts a second record of a span under the same ids, where one is wanted. */
  readonly mirror?: (span: SpanStart, ids: SpanContext) => Span | undefined;
}

/** A span as its tracer was asked to start it. */
export interface SpanStart {
  readonly scope: typeof scope;
  readonly name: string;
  readonly options: SpanOptions;
  readonly parent: Context;
}

/** What the seam needs of OpenTelemetry. It follows whatever provider is in force, from one call to the next. */
export class Telemetry {
  /** Calls in flight and known tools. */
  readonly counts: SharedCounts = slot('shared-counts', () => new SharedCounts());
  readonly #options: TelemetryOptions;
  #tracerOf: TracerProvider | undefined;
  #tracer: Tracer | undefined;
  #metersOf: MeterProvider | undefined;
  #recorder: Recorder | undefined;
  #ledgerRecorder: LedgerRecorder | undefined;

  constructor(options: TelemetryOptions) {
    this.#options = options;
  }

  /** Which tools may be named on metrics. */
  get labels(): LabelGuard {
    return this.counts.guard;
  }

  /**
   * Undefined when nobody has registered a provider.
   *
   * @param begun where the beginning is past
   */
  startSpan(name: string, options: SpanOptions, parent: Context, begun = this.begunNow()): CallSpan | undefined {
    const { mirror, onSpan, clock } = this.#options;
    const provider = this.#options.provider?.() ?? customisation().tracerProvider ?? liveGlobals()?.trace;
    if (provider === undefined) return undefined;
    const tracer = this.#tracerFrom(provider);
    onSpan?.(provider);
    const start = { scope, name, options: { ...options, startTime: begun.epoch }, parent };
    const span = tracer.startSpan(name, start.options, parent);
    const second = mirror?.(start, span.spanContext());
    return new RecordedSpan(clock, begun, second === undefined ? span : new TeeSpan(span, second), span);
  }

  /** This moment, on both clocks. */
  begunNow(): Begun {
    const { clock } = this.#options;
    return { epoch: clock.epoch(), now: clock.now() };
  }

  /** The context of the running code, without the span of an agent whose spans never meet ours. */
  callersContext(): Context {
    const active = activeContext();
    const span = this.#options.isForeign && trace.getSpan(active);
    return span !== undefined && this.#options.isForeign?.(span) === true ? trace.deleteSpan(active) : active;
  }

  /** Undefined when nobody has registered a meter provider. */
  recorder(): Recorder | undefined {
    const provider = this.meterProvider();
    if (provider !== this.#metersOf) {
      this.#metersOf = provider;
      const books = this.#options.books?.();
      this.#recorder = provider && new Recorder(meterOf(provider), this.counts);
      this.#ledgerRecorder = provider && books && new LedgerRecorder(meterOf(provider), books);
    }
    return this.#recorder;
  }

  /** Undefined when nobody has registered a meter provider. */
  ledgerRecorder(): LedgerRecorder | undefined {
    this.recorder();
    return this.#ledgerRecorder;
  }

  /** Whose meters count now. */
  meterProvider(): MeterProvider | undefined {
    if (this.#options.counts?.() === false) return undefined;
    return customisation().meterProvider ?? this.#options.meters?.() ?? liveGlobals()?.metrics;
  }

  /** Writes the trace context, and the allowed part of the baggage, into the carrier. */
  inject(context: Context, carrier: Carrier): void {
    const propagator = liveGlobals()?.propagation;
    if (propagator === undefined) return;
    const allowed = this.#withAllowedBaggage(context);
    if (!takesActiveContextOnly(propagator)) return propagator.inject(allowed, carrier, setter);
    return withContext(allowed, () => propagator.inject(sameSpan(activeContext(), allowed), carrier, setter));
  }

  /** The remote context that a carrier holds, on top of the given one. */
  extract(context: Context, carrier: Readonly<Carrier>): Context {
    return liveGlobals()?.propagation?.extract(context, carrier, getter) ?? context;
  }

  #tracerFrom(provider: TracerProvider): Tracer {
    if (provider !== this.#tracerOf || this.#tracer === undefined) {
      this.#options.onProvider?.(provider);
      this.#tracerOf = provider;
      this.#tracer = provider.getTracer(SCOPE, VERSION, { schemaUrl: semconv.SCHEMA_URL });
    }
    return this.#tracer;
  }

  #withAllowedBaggage(context: Context): Context {
    const baggage = propagation.getBaggage(context);
    if (baggage === undefined) return context;
    const allowedBaggage = this.#options.allowedBaggage();
    const allowed = baggage.getAllEntries().filter(([key]) => allowedBaggage.includes(key));
    if (allowed.length === 0) return propagation.deleteBaggage(context);
    return propagation.setBaggage(context, propagation.createBaggage(Object.fromEntries(allowed)));
  }
}

/** Sentry's propagator writes nothing of any other context, and complains on stderr. */
function takesActiveContextOnly(propagator: TextMapPropagator): boolean {
  return propagator.constructor.name === 'SentryPropagator';
}

/** The active context, which is a copy of ours there; but ours where the manager has put another span into its copy. */
function sameSpan(active: Context, ours: Context): Context {
  return trace.getSpanContext(active)?.spanId === trace.getSpanContext(ours)?.spanId ? active : ours;
}

function meterOf(provider: MeterProvider): Meter {
  return provider.getMeter(SCOPE, VERSION, { schemaUrl: semconv.SCHEMA_URL });
}

const setter: TextMapSetter<Carrier> = {
  set: (carrier, key, value) => {
    if (value !== '') carrier[key] = value;
  },
};

/** Most characters of a field that are looked at; what W3C Baggage asks everybody to carry. */
const MAX_FIELD_LENGTH = 8_192;

/** A peer may put anything there, of any length. */
const getter: TextMapGetter<Readonly<Carrier>> = {
  keys: (carrier) => Object.keys(carrier),
  get: (carrier, key) => {
    const value = ownValue(carrier, key);
    return typeof value === 'string' && value.length <= MAX_FIELD_LENGTH ? value : undefined;
  },
};
