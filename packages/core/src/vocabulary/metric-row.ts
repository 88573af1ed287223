import type { AttributeKey } from './attributes.ts';

/** One instrument: what it is called, what it counts and which labels it may carry. */
export interface MetricRow {
  readonly instrument: 'histogram' | 'counter' | 'upDownCounter' | 'observableCounter' | 'observableUpDownCounter';
  readonly unit: string;
  readonly labels: readonly AttributeKey[];
  /** Histogram bounds, in the metric's unit. */
  readonly buckets?: readonly number[];
  /** Most label combinations that a process keeps; the views of our own meter provider hold it. */
  readonly maxSeries: number;
  readonly brief: string;
}
