import { SpanKind, trace, type Attributes } from '@opentelemetry/api';
import { own, ownValue } from '@mcp-otel/core';
import type { CallSpan } from '../../telemetry/call-span.ts';
import type { ModelCall } from '../call/model-call.ts';
import type { Models } from '../models.ts';

/** Scopes whose spans are never ended when their stream is not read to its end. */
const leaking = /^ai$|langchain/;

/**
 * A span in place of an adopted one that will not be ended, because its library forgets it when a stream is given up.
 * Should it be ended after all, it says that it is a double.
 */
export function spanInstead(models: Models, call: ModelCall, responseEnd: string | undefined): CallSpan | undefined {
  const { span, adopted, attributes, begun, outerContext } = call;
  const givenUp = responseEnd === 'cancelled' || responseEnd === 'aborted';
  if (!adopted || span === undefined || !givenUp || !span.span.isRecording() || !leaks(span)) return undefined;
  const parent = trace.setSpan(outerContext, span.span);
  const ours = models.seam.telemetry.startSpan(
    nameOf(attributes),
    { kind: SpanKind.CLIENT, attributes },
    parent,
    begun,
  );
  if (ours !== undefined) span.write({ [own.ATTR_DUPLICATE_OF]: ours.span.spanContext().spanId });
  return ours;
}

function leaks({ span }: CallSpan): boolean {
  const scope = ownValue(ownValue(span, 'instrumentationScope') ?? ownValue(span, 'instrumentationLibrary'), 'name');
  return typeof scope === 'string' && leaking.test(scope);
}

function nameOf(attributes: Attributes): string {
  return [attributes['gen_ai.operation.name'], attributes['gen_ai.request.model']].filter(Boolean).join(' ');
}
