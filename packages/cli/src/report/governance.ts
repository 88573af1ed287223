import { own } from '@mcp-otel/core';
import type { ReceivedPoint, ReceivedSpan } from '@mcp-otel/pipeline';
import { modelFacts, type ModelFacts } from './model-facts.ts';
import { textOf } from './text-of.ts';

/** A call that went through a gate. */
export interface GatedCall {
  readonly template: string;
  readonly riskTier: string;
  readonly confidence: number;
  readonly blocked: boolean;
  /** Type and reason; undefined where the model's answer was used. */
  readonly fallback: { readonly type: string; readonly reason: string } | undefined;
}

/** Template, how often it was used, and in how many variants. */
export interface DriftRow {
  readonly template: string;
  readonly invocations: number;
  readonly variants: number;
}

/** A user-facing call and its shadow. */
export interface ShadowPair {
  readonly facing: ModelFacts;
  readonly shadow: ModelFacts;
}

/** Calls with a gate, in the order of their beginning. */
export function gatedCalls(spans: readonly ReceivedSpan[]): readonly GatedCall[] {
  return spans
    .filter(({ attributes }) => attributes[own.ATTR_GATE_BLOCKED] !== undefined)
    .toSorted((a, b) => Number(a.startUnixNano - b.startUnixNano))
    .map(({ attributes }) => ({
      template: textOf(attributes[own.ATTR_PROMPT_TEMPLATE_ID]),
      riskTier: textOf(attributes[own.ATTR_RISK_TIER]),
      confidence: Number(attributes[own.ATTR_CONFIDENCE]),
      blocked: attributes[own.ATTR_GATE_BLOCKED] === true,
      fallback:
        attributes[own.ATTR_FALLBACK_USED] === true
          ? { type: textOf(attributes[own.ATTR_FALLBACK_TYPE]), reason: textOf(attributes[own.ATTR_FALLBACK_REASON]) }
          : undefined,
    }));
}

/** Templates by their counters. */
export function driftRows(points: readonly ReceivedPoint[]): readonly DriftRow[] {
  const last = (metric: string): Map<string, number> =>
    new Map(
      points
        .filter((point) => point.metric === metric)
        .map(({ attributes, value }) => [textOf(attributes[own.ATTR_PROMPT_TEMPLATE_ID]), value]),
    );
  const variants = last(own.METRIC_PROMPT_VARIANTS);
  return [...last(own.METRIC_PROMPT_INVOCATIONS)].map(([template, invocations]) => ({
    template,
    invocations,
    variants: variants.get(template) ?? 0,
  }));
}

/** Shadow calls, each beside the call that it is compared with. */
export function shadowPairs(spans: readonly ReceivedSpan[]): readonly ShadowPair[] {
  const calls = spans.flatMap((span) => {
    const facts = modelFacts(span);
    return facts === undefined ? [] : [{ traceId: span.traceId, facts }];
  });
  return calls.flatMap(({ facts: shadow }) => {
    if (shadow.shadowOf === undefined) return [];
    const facing = calls.find(({ traceId, facts }) => traceId === shadow.shadowOf && facts.shadowOf === undefined);
    return facing === undefined ? [] : [{ facing: facing.facts, shadow }];
  });
}
