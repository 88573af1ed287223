import {
  INVALID_SPAN_CONTEXT,
  SpanKind,
  trace,
  type Context,
  type Span,
  type SpanOptions,
  type Tracer,
  type TracerProvider,
} from '@opentelemetry/api';
import { ownValue, semconv, slot } from '@mcp-otel/core';
import { customisation } from '../settings/customisation.ts';
import { wrapFunction } from '../wrap/replace-method.ts';
import { noteForeignSpan } from './open-inference-spans.ts';
import { activeContext } from './live-globals.ts';
import { SCOPE } from './scope.ts';

/** Whether a seam is in place, without which a library's own spans are all there is. */
export const seamState = (): { active: boolean } => slot('seam-state', () => ({ active: false }));

const seen = (): WeakSet<object> => slot('silenced-providers', () => new WeakSet<object>());

/**
 * Keeps libraries that make MCP spans themselves (mcp-handler, context7) from recording a call a second time, whoever's
 * provider they use. Only spans that say themselves that they are an MCP operation are meant; whatever else the same
 * library records goes on. Children of a silenced span hang below ours.
 */
export function silenceNativeSpans(provider: TracerProvider | undefined): void {
  if (provider === undefined || seen().has(provider) || !Object.isExtensible(provider)) return;
  seen().add(provider);
  const value = wrapFunction(provider.getTracer as (...args: unknown[]) => unknown, ({ args, proceed }) =>
    args[0] === SCOPE ? proceed() : withoutNativeSpans(proceed() as Tracer, args[0]),
  );
  Object.defineProperty(provider, 'getTracer', { value, configurable: true, writable: true, enumerable: false });
}

/** The same tracer, whose spans of MCP operations record nothing, and whose spans of model calls are known to us. */
export function withoutNativeSpans(tracer: Tracer, scope?: unknown): Tracer {
  if (typeof tracer !== 'object' || seen().has(tracer) || !Object.isExtensible(tracer)) return tracer;
  seen().add(tracer);
  const value = wrapFunction(
    tracer.startSpan as (...args: unknown[]) => unknown,
    ({ args: [, options, context], proceed }) => {
      if (isNative(options)) return silentSpan(context as Context | undefined);
      const span = proceed();
      noteForeignSpan(scope, options, span as Span);
      return span;
    },
  );
  Object.defineProperty(tracer, 'startSpan', { value, configurable: true, writable: true, enumerable: false });
  return tracer;
}

/** A subscription is answered in front of the protocol, where we do not see it. */
function isNative(options: unknown): boolean {
  const { enabled, keepNativeSpans } = customisation().config;
  if (!seamState().active || enabled === false || keepNativeSpans === true) return false;
  const { kind } = (options ?? {}) as SpanOptions;
  const method = ownValue(ownValue(options, 'attributes'), semconv.ATTR_MCP_METHOD_NAME);
  const entered = kind === SpanKind.SERVER || kind === SpanKind.CLIENT;
  return entered && typeof method === 'string' && method !== 'subscriptions/listen';
}

/** Stands for ours: the active one, else the one that the library names itself. */
function silentSpan(context: Context | undefined): Span {
  const ours = trace.getSpanContext(activeContext()) ?? (context && trace.getSpanContext(context));
  return trace.wrapSpanContext(ours ?? INVALID_SPAN_CONTEXT);
}
