import type { ModelFacts } from './model-facts.ts';

/** What calls of models used together. Shadow traffic is no part of it. */
export interface ModelTotals {
  readonly calls: number;
  readonly input: number;
  readonly cached: number;
  readonly output: number;
  /** Sum of the prices that are known, added up in billionths. */
  readonly costUsd: number;
  /** Calls whose price is not known. */
  readonly unpriced: number;
}

export function modelTotals(facts: readonly ModelFacts[]): ModelTotals {
  const facing = facts.filter(({ shadowOf }) => shadowOf === undefined);
  const sum = (count: (each: ModelFacts) => number): number => facing.reduce((total, each) => total + count(each), 0);
  return {
    calls: facing.length,
    input: sum(({ input }) => input),
    cached: sum(({ cached }) => cached),
    output: sum(({ output }) => output),
    costUsd: sum(({ costUsd = 0 }) => Math.round(costUsd * 1e9)) / 1e9,
    unpriced: facing.filter(({ costUsd }) => costUsd === undefined).length,
  };
}
