import type { Counter, Histogram, Meter, UpDownCounter } from '@opentelemetry/api';
import { metrics, type MetricName, type MetricRow } from '../vocabulary/metrics.ts';

type NamesOf<Kind extends MetricRow['instrument']> = {
  [Name in MetricName]: Kind extends (typeof metrics)[Name]['instrument'] ? Name : never;
}[MetricName];

/** Creates the histogram of the table's row. */
export function histogram(meter: Meter, name: MetricName): Histogram {
  const { unit, brief, buckets } = row(name);
  const advice = buckets === undefined ? {} : { advice: { explicitBucketBoundaries: [...buckets] } };
  return meter.createHistogram(name, { unit, description: brief, ...advice });
}

/** Creates the counter of the table's row. */
export function counter(meter: Meter, name: NamesOf<'counter'>): Counter {
  return meter.createCounter(name, { unit: row(name).unit, description: row(name).brief });
}

/** Creates the up-down counter of the table's row. */
export function upDownCounter(meter: Meter, name: NamesOf<'upDownCounter'>): UpDownCounter {
  return meter.createUpDownCounter(name, { unit: row(name).unit, description: row(name).brief });
}

function row(name: MetricName): MetricRow {
  return metrics[name];
}
