import { trace, type Attributes, type Context, type Span } from '@opentelemetry/api';
import { own, ownValue, semconv, type Usage } from '@mcp-otel/core';
import { foreignInferences, isInferenceSpan, type ForeignInference } from '../../telemetry/open-inference-spans.ts';
import { SCOPE } from '../../telemetry/scope.ts';
import { attributesOf, OuterSpan } from '../../telemetry/outer-span.ts';
import type { CallSpan } from '../../telemetry/call-span.ts';
import type { CallStart, ModelCall } from '../call/model-call.ts';

/** A library's span for a call, and the context below it. */
export interface Adopted {
  readonly span: OuterSpan;
  readonly context: Context;
}

/** How long a span may wait for its call: with the model's name it is surer which call it waits for. */
const MAX_WAIT_MS = { named: 5_000, unnamed: 1_000 } as const;

/** Spans that have a call, and those whose call has been answered: a second one is another call. */
const taken = new WeakSet<Span>();

/**
 * The span that a library has begun for the very call that begins now: ours would tell of it a second time. It is the
 * active one, or the only one that is open, waits, and names the same model. A library that does not make its span the
 * active one can have several that wait; which one this call belongs to cannot be known then (see `markDouble`).
 */
export function takeInferenceSpan(active: Context, start: CallStart): Adopted | undefined {
  const span = recorded(trace.getSpan(active));
  if (span !== undefined && span.isRecording() && isInferenceSpan(span) && !isOurs(span)) {
    if (taken.has(span)) return undefined;
    return adopt(span, active);
  }
  const waiting = waitingFor(start);
  const [only] = waiting;
  if (waiting.length > 1) for (const each of waiting) each.contested = true;
  return only === undefined || only.contested ? undefined : adopt(only.span, trace.setSpan(active, only.span));
}

/** OpenInference makes an object of its own the active span, and keeps the recorded one in it. */
function recorded(active: Span | undefined): Span | undefined {
  const inner = ownValue(active, 'span') as Span | undefined;
  const isSame =
    typeof inner?.spanContext === 'function' && inner.spanContext().spanId === active?.spanContext().spanId;
  return isSame ? inner : active;
}

function adopt(span: Span, context: Context): Adopted {
  taken.add(span);
  const known = foreignInferences().find((each) => each.span === span);
  if (known !== undefined) known.bound = true;
  return { span: new OuterSpan(span), context };
}

/**
 * Several spans of a library wait and one of them is for this call, which has got a span of ours: the one that waits
 * longest is marked as a double. Sums are right then whichever it is.
 */
export function markDouble(start: CallStart, ours: CallSpan): void {
  const waiting = waitingFor(start).find(({ contested }) => contested);
  if (waiting === undefined) return;
  waiting.bound = true;
  waiting.span.setAttribute(own.ATTR_DUPLICATE_OF, ours.span.spanContext().spanId);
}

/** The attempt has failed: the library may try again inside the same span. */
export function releaseSpan({ adopted, span }: ModelCall): void {
  if (!adopted || span === undefined) return;
  taken.delete(span.span);
  const known = foreignInferences().find((each) => each.span === span.span);
  if (known === undefined) return;
  known.bound = false;
  known.startedMs = performance.now();
}

/** Spans that wait for a call of this model, without those that only surround another one. */
function waitingFor({ facts }: CallStart): readonly ForeignInference[] {
  const waiting = foreignInferences().filter((each) => waits(each, facts.model));
  return waiting.filter((each) => !waiting.some((other) => parentOf(other.span) === each.span.spanContext().spanId));
}

function isOurs(span: Span): boolean {
  return ownValue(ownValue(span, 'instrumentationScope'), 'name') === SCOPE;
}

function waits({ span, startedMs, bound }: ForeignInference, model: string | undefined): boolean {
  if (bound || !span.isRecording() || !isInferenceSpan(span)) return false;
  const named = modelOf(attributesOf(span));
  const age = performance.now() - startedMs;
  return named === undefined ? age <= MAX_WAIT_MS.unnamed : named === model && age <= MAX_WAIT_MS.named;
}

function modelOf(attributes: Attributes | undefined): unknown {
  return (
    attributes?.[semconv.ATTR_GEN_AI_REQUEST_MODEL] ?? attributes?.['llm.model_name'] ?? attributes?.['ai.model.id']
  );
}

function parentOf(span: Span): unknown {
  return ownValue(ownValue(span, 'parentSpanContext'), 'spanId') ?? ownValue(span, 'parentSpanId');
}

/**
 * A library's span that has told of the call which ends now, and that could not be seen when it began: same model, same time,
 * same counts, and ended before ours, which is the double.
 *
 * @returns id of their span
 */
export function duplicateOf(call: ModelCall, model: string | undefined, usage: Usage | undefined): string | undefined {
  if (call.adopted || call.span === undefined) return undefined;
  const doubles = foreignInferences().filter((each) => tellsOf(each, call, model, usage));
  const [double] = doubles;
  if (double === undefined || doubles.length > 1) return undefined; // Which one it is cannot be known.
  double.bound = true;
  return double.span.spanContext().spanId;
}

function tellsOf(
  each: ForeignInference,
  call: ModelCall,
  model: string | undefined,
  usage: Usage | undefined,
): boolean {
  const { span, startedMs, bound } = each;
  if (bound || !isInferenceSpan(span) || startedMs < call.startedMs - MAX_WAIT_MS.unnamed) return false;
  const attributes = attributesOf(span);
  const named = modelOf(attributes);
  if (named === undefined || (named !== model && named !== call.facts.model)) return false;
  return !span.isRecording() && countsOf(attributes, usage);
}

/** By the names of the convention, of OpenInference and of the AI SDK. */
function countsOf(attributes: Attributes | undefined, usage: Usage | undefined): boolean {
  const input =
    attributes?.[semconv.ATTR_GEN_AI_USAGE_INPUT_TOKENS] ??
    attributes?.['llm.token_count.prompt'] ??
    attributes?.['ai.usage.promptTokens'];
  const output =
    attributes?.[semconv.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS] ??
    attributes?.['llm.token_count.completion'] ??
    attributes?.['ai.usage.completionTokens'];
  return input !== undefined && input === usage?.input && output === usage?.output;
}
