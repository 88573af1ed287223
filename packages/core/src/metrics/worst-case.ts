import type { MetricRow } from '../vocabulary/metric-row.ts';
import { metrics } from '../vocabulary/metrics.ts';

/** Most series that one process may expose to a scrape. */
export const MAX_SERIES_PER_PROCESS = 5_000;

/** Lines that one label combination of a metric takes in a Prometheus scrape. */
export function linesPerSeries({ instrument, buckets = [] }: MetricRow): number {
  const infinityBucketSumAndCount = 3;
  return instrument === 'histogram' ? buckets.length + infinityBucketSumAndCount : 1;
}

/** One more series stands for whatever is beyond the cap. */
export const OVERFLOW = 1;

/** Series of all metrics together when each is at its cap. */
export function worstCaseSeries(): number {
  return Object.values(metrics).reduce((sum, row) => sum + (row.maxSeries + OVERFLOW) * linesPerSeries(row), 0);
}
