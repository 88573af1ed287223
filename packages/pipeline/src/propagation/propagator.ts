import type { TextMapPropagator } from '@opentelemetry/api';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';

/** The propagator that `OTEL_PROPAGATORS` names; `none` anywhere in the list means none at all. */
export function propagatorOf(names: readonly string[]): TextMapPropagator {
  const propagators: TextMapPropagator[] = [];
  if (!names.includes('none')) {
    if (names.includes('tracecontext')) propagators.push(new W3CTraceContextPropagator());
    if (names.includes('baggage')) propagators.push(new W3CBaggagePropagator());
  }
  return new CompositePropagator({ propagators });
}
