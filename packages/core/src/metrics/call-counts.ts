import type { Attributes } from '@opentelemetry/api';
import type { Outcome } from '../outcome/outcome.ts';
import * as own from '../vocabulary/own-names.ts';
import * as semconv from '../vocabulary/semconv.ts';
import type { Side } from './recorder.ts';

/** One series of the call counter. */
interface Series {
  readonly labels: Attributes;
  calls: number;
}

/** A call as the counter sees it; method and tool are bounded labels already. */
export interface CountedCall {
  readonly side: Side;
  readonly method: string;
  readonly tool: string | undefined;
  readonly outcome: Outcome;
}

/**
 * Counts calls per series, for a counter that is read when metrics are collected: the SDK's own counters hash all labels
 * of every single call.
 */
export class CallCounts {
  readonly #series = new Map<string, Series>();

  add(call: CountedCall): void {
    this.#seriesOf(call).calls += 1;
  }

  /** Makes the series of such calls, which begins at 0. */
  begin(call: CountedCall): void {
    this.#seriesOf(call);
  }

  /** Every series so far. */
  series(): Iterable<Readonly<Series>> {
    return this.#series.values();
  }

  #seriesOf(call: CountedCall): Series {
    const key = `${call.side} ${call.outcome} ${call.method} ${call.tool ?? ''}`;
    const known = this.#series.get(key);
    if (known !== undefined) return known;
    const series = { labels: labelsOf(call), calls: 0 };
    this.#series.set(key, series);
    return series;
  }
}

function labelsOf({ side, method, tool, outcome }: CountedCall): Attributes {
  return {
    [own.ATTR_SIDE]: side,
    [semconv.ATTR_MCP_METHOD_NAME]: method,
    [own.ATTR_OUTCOME]: outcome,
    ...(tool !== undefined && { [semconv.ATTR_GEN_AI_TOOL_NAME]: tool }),
  };
}
