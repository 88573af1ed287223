import type { BurnTier, ThresholdName, ThresholdRow } from '@mcp-otel/core';
import type { InputSeries } from './input-series.ts';

/** What a job does in a test, in the units of its threshold: how bad it is, and how much of it there is. */
export interface Doing {
  readonly job: string;
  readonly level: number;
  /** Within the window of the guard. */
  readonly traffic: number;
}

/** A case beside the borders: a job and whether it fires. */
export interface OddCase {
  readonly job: string;
  readonly fires: boolean;
  readonly series: readonly InputSeries[];
}

/** How a threshold is put to the test. */
export interface Scenario {
  readonly threshold: ThresholdName;
  /** The one of several tiers. */
  readonly tier?: BurnTier;
  /** Minutes between two samples and two evaluations. */
  readonly step: number;
  /** Steps until the alert is looked at; long enough for its windows and its `for`. */
  readonly steps: number;
  /** Traffic that is enough without doubt; ten times the guard unless said otherwise. */
  readonly ample?: number;
  readonly series: (doing: Doing, steps: number) => readonly InputSeries[];
  readonly odd?: (steps: number) => readonly OddCase[];
}

/** Level that is just too much, by a tenth, or by one for what is counted. */
export function over(row: ThresholdRow, limit = row.value): number {
  if (isCounted(row)) return limit + 1;
  return row.direction === 'above' ? limit * 1.1 : limit * 0.9;
}

/** Level that is just not too much. */
export function within(row: ThresholdRow, limit = row.value): number {
  if (isCounted(row)) return limit;
  return row.direction === 'above' ? limit * 0.9 : limit + (1 - limit) / 2;
}

/** Level that leaves no doubt. */
export function farOver(row: ThresholdRow, limit = row.value): number {
  if (isCounted(row)) return limit * 2 + 1;
  const far = row.direction === 'above' ? limit * 3 : limit / 2;
  return row.unit === 'ratio' ? Math.min(far, 1) : far;
}

function isCounted({ unit }: ThresholdRow): boolean {
  return ['event', 'session', 'prompt', 'span', 'series', 'error'].includes(unit);
}
