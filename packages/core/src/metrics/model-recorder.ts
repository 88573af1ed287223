import type { Attributes, Counter, Histogram, Meter } from '@opentelemetry/api';
import { ATTR_ERROR_TYPE } from '@opentelemetry/semantic-conventions';
import { usdOf, type NanoUsd } from '../cost/cost.ts';
import type { Usage } from '../models/usage.ts';
import type { Invocation } from '../prompt/drift.ts';
import * as own from '../vocabulary/own-names.ts';
import * as semconv from '../vocabulary/semconv.ts';
import { counter, histogram, observeCounter } from './instruments.ts';
import { OTHER } from './label-guard.ts';

/** One ended model call, as the metrics see it. */
export interface EndedModelCall {
  readonly seconds: number;
  /** Seconds to the first piece of a streamed answer, and between the pieces. */
  readonly firstChunk?: number | undefined;
  readonly gaps?: readonly number[];
  readonly usage: Usage | undefined;
  readonly cost: NanoUsd | undefined;
  /** Operation, provider, models, server, `error.type` and whether it was shadow traffic. */
  readonly labels: Attributes;
}

const usageCounters = {
  input: semconv.METRIC_GEN_AI_CLIENT_USAGE_INPUT_TOKENS,
  output: semconv.METRIC_GEN_AI_CLIENT_USAGE_OUTPUT_TOKENS,
  cacheRead: semconv.METRIC_GEN_AI_CLIENT_USAGE_CACHE_READ,
  cacheWrite: semconv.METRIC_GEN_AI_CLIENT_USAGE_CACHE_WRITE,
  reasoning: semconv.METRIC_GEN_AI_CLIENT_USAGE_REASONING,
} as const satisfies Partial<Record<keyof Usage, string>>;

/** Series of the price; two more stand for everything beyond. Nothing may be lost by a cap of the reader. */
const MAX_PRICED = 28;

type Counted = keyof typeof usageCounters;

/** Records the metrics of model calls; every instrument is made from the table in `vocabulary/model-metrics.ts`. */
export class ModelRecorder {
  readonly #duration: Histogram;
  readonly #firstChunk: Histogram;
  readonly #perChunk: Histogram;
  readonly #inputTokens: Histogram;
  readonly #outputTokens: Histogram;
  readonly #usage: readonly (readonly [Counted, Counter])[];
  readonly #invocations: Counter;
  readonly #variants: Counter;
  readonly #cost = new Map<string, { readonly labels: Attributes; nano: NanoUsd }>();

  constructor(meter: Meter) {
    this.#duration = histogram(meter, semconv.METRIC_GEN_AI_CLIENT_INFERENCE_DURATION);
    this.#firstChunk = histogram(meter, semconv.METRIC_GEN_AI_CLIENT_INFERENCE_TIME_TO_FIRST_CHUNK);
    this.#perChunk = histogram(meter, semconv.METRIC_GEN_AI_CLIENT_INFERENCE_TIME_PER_OUTPUT_CHUNK);
    this.#inputTokens = histogram(meter, semconv.METRIC_GEN_AI_CLIENT_INFERENCE_INPUT_TOKENS);
    this.#outputTokens = histogram(meter, semconv.METRIC_GEN_AI_CLIENT_INFERENCE_OUTPUT_TOKENS);
    this.#usage = Object.entries(usageCounters).map(([part, name]) => [part as Counted, counter(meter, name)]);
    this.#invocations = counter(meter, own.METRIC_PROMPT_INVOCATIONS);
    this.#variants = counter(meter, own.METRIC_PROMPT_VARIANTS);
    observeCounter(meter, own.METRIC_COST, (observe) => {
      for (const { labels, nano } of this.#cost.values()) observe(usdOf(nano), labels);
    });
  }

  /** A call has ended, and is not the double of another one. */
  callEnded({ seconds, firstChunk, gaps = [], usage, cost, labels }: EndedModelCall): void {
    this.#duration.record(seconds, labels);
    if (firstChunk !== undefined) this.#firstChunk.record(firstChunk, labels);
    for (const gap of gaps) this.#perChunk.record(gap, labels);
    if (usage?.input !== undefined) this.#inputTokens.record(usage.input, labels);
    if (usage?.output !== undefined) this.#outputTokens.record(usage.output, labels);
    this.#countUsage(usage, labels);
    if (cost !== undefined) this.#addCost(cost, labels);
  }

  /** A prompt of a known template was used. */
  promptUsed({ template, tool, isNew }: Invocation): void {
    const labels = {
      [own.ATTR_PROMPT_TEMPLATE_ID]: template,
      ...(tool !== undefined && { [semconv.ATTR_GEN_AI_TOOL_NAME]: tool }),
    };
    this.#invocations.add(1, labels);
    if (isNew) this.#variants.add(1, labels);
  }

  /** A call without usage counts 0, as the convention demands, so that failures are in the series too. */
  #countUsage(usage: Usage | undefined, labels: Attributes): void {
    for (const [part, tokens] of this.#usage) {
      const count = usage?.[part];
      if (count === undefined && part !== 'input' && part !== 'output') continue;
      for (const [modality, share] of sharesOf(part, count ?? 0, usage)) {
        tokens.add(share, { ...labels, [semconv.ATTR_GEN_AI_TOKEN_MODALITY]: modality });
      }
    }
  }

  #addCost(cost: NanoUsd, labels: Attributes): void {
    const kept = pick(labels, [semconv.ATTR_GEN_AI_PROVIDER_NAME, semconv.ATTR_GEN_AI_REQUEST_MODEL, own.ATTR_SHADOW]);
    const known = this.#cost.has(JSON.stringify(kept)) || this.#cost.size < MAX_PRICED;
    const booked = known
      ? kept
      : { ...kept, [semconv.ATTR_GEN_AI_PROVIDER_NAME]: OTHER, [semconv.ATTR_GEN_AI_REQUEST_MODEL]: OTHER };
    const key = JSON.stringify(booked);
    const sum = this.#cost.get(key) ?? { labels: booked, nano: 0n };
    sum.nano += cost;
    this.#cost.set(key, sum);
  }
}

/** Tokens by modality. Only totals that the provider has divided are divided. */
function sharesOf(part: Counted, count: number, usage: Usage | undefined): readonly (readonly [string, number])[] {
  const audio = part === 'input' ? usage?.audioInput : part === 'output' ? usage?.audioOutput : undefined;
  const image = part === 'input' ? usage?.imageInput : part === 'output' ? usage?.imageOutput : undefined;
  if (!audio && !image) return [['unknown', count]];
  const shares = [
    ['audio', audio ?? 0],
    ['image', image ?? 0],
  ] as const;
  const rest = Math.max(0, count - (audio ?? 0) - (image ?? 0));
  return [...shares.filter(([, share]) => share > 0), ['text', rest]];
}

function pick(labels: Attributes, keys: readonly string[]): Attributes {
  return Object.fromEntries(keys.flatMap((key) => (labels[key] === undefined ? [] : [[key, labels[key]]])));
}

/** Labels of a call, from what its span says; `error.type` is the same on both. */
export function modelLabels(attributes: Attributes, errorType: string | undefined): Attributes {
  return {
    ...pick(attributes, [
      semconv.ATTR_GEN_AI_OPERATION_NAME,
      semconv.ATTR_GEN_AI_PROVIDER_NAME,
      semconv.ATTR_GEN_AI_REQUEST_MODEL,
      semconv.ATTR_GEN_AI_RESPONSE_MODEL,
      'server.address',
      'server.port',
      own.ATTR_SHADOW,
    ]),
    ...(errorType !== undefined && { [ATTR_ERROR_TYPE]: errorType }),
  };
}
