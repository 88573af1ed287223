import type { Attributes, Counter, Histogram, Meter, UpDownCounter } from '@opentelemetry/api';
import type { MetricRow } from '../vocabulary/metric-row.ts';
import { metrics, type MetricName } from '../vocabulary/metrics.ts';

type NamesOf<Kind extends MetricRow['instrument']> = {
  [Name in MetricName]: Kind extends (typeof metrics)[Name]['instrument'] ? Name : never;
}[MetricName];

/** Tells the value of every series. */
type Read = (observe: (value: number, labels: Attributes) => void) => void;

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

/** Creates the observable counter of the table's row; `read` is called whenever metrics are collected. */
export function observeCounter(meter: Meter, name: NamesOf<'observableCounter'>, read: Read): void {
  const instrument = meter.createObservableCounter(name, { unit: row(name).unit, description: row(name).brief });
  instrument.addCallback((result) => read((value, labels) => result.observe(value, labels)));
}

/** Creates the observable up-down counter of the table's row; `read` is called whenever metrics are collected. */
export function observeUpDown(meter: Meter, name: NamesOf<'observableUpDownCounter'>, read: Read): void {
  const instrument = meter.createObservableUpDownCounter(name, { unit: row(name).unit, description: row(name).brief });
  instrument.addCallback((result) => read((value, labels) => result.observe(value, labels)));
}

function row(name: MetricName): MetricRow {
  return metrics[name];
}
