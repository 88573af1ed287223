import type { MetricRow } from '@mcp-otel/core';

/** What a metric's name in Prometheus depends on. */
export interface NamedMetric {
  readonly name: string;
  readonly unit: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
}

/**
 * Name of a metric in Prometheus, as the Collector and an OTLP receiver of Prometheus make it: the unit in words, then
 * `_total` on counters (OpenTelemetry specification, "Prometheus and OpenMetrics compatibility", "Metric metadata"). The
 * serialiser of the SDK leaves units out, so that one metric would have two names, depending on the way it takes.
 *
 * @returns the name without the `_bucket`, `_sum` and `_count` of a histogram
 */
export function exposedName(metric: NamedMetric): string {
  const suffix = metric.kind === 'counter' ? '_total' : '';
  return `${nameWithUnit(metric)}${suffix}`;
}

/** The same without `_total`, which the serialiser adds itself. */
export function nameWithUnit({ name, unit, kind }: NamedMetric): string {
  const plain = identifier(name);
  const base = kind === 'counter' ? plain.replace(/_total$/, '') : plain;
  const word = unit === '1' ? (kind === 'gauge' ? 'ratio' : '') : unitWord(unit);
  return word === '' || base.endsWith(`_${word}`) ? base : `${base}_${word}`;
}

/** The exposed name of a row of the metric table. */
export function exposedNameOf(name: string, { unit, instrument }: Pick<MetricRow, 'unit' | 'instrument'>): string {
  return exposedName({ name, unit, kind: kinds[instrument] });
}

/** A text with nothing but what a name in Prometheus may have. */
export function identifier(text: string): string {
  const clean = text.replaceAll(/[^a-zA-Z0-9_]+/g, '_').replaceAll(/_{2,}/g, '_');
  return /^\d/.test(clean) ? `_${clean}` : clean;
}

const kinds = {
  counter: 'counter',
  observableCounter: 'counter',
  upDownCounter: 'gauge',
  observableUpDownCounter: 'gauge',
  histogram: 'histogram',
} as const satisfies Record<MetricRow['instrument'], NamedMetric['kind']>;

/** A unit of UCUM in words; what stands in braces is no unit. */
function unitWord(unit: string): string {
  const [of = '', per] = unit.replaceAll(/\{[^{}]*\}/g, '').split('/');
  const word = words[of] ?? identifier(of);
  return per === undefined || per === '' ? word : `${word}_per_${perWords[per] ?? identifier(per)}`.replace(/^_/, '');
}

const words: Readonly<Record<string, string>> = {
  d: 'days',
  h: 'hours',
  min: 'minutes',
  s: 'seconds',
  ms: 'milliseconds',
  us: 'microseconds',
  ns: 'nanoseconds',
  By: 'bytes',
  KiBy: 'kibibytes',
  MiBy: 'mebibytes',
  GiBy: 'gibibytes',
  kBy: 'kilobytes',
  MBy: 'megabytes',
  GBy: 'gigabytes',
  m: 'meters',
  V: 'volts',
  A: 'amperes',
  J: 'joules',
  W: 'watts',
  g: 'grams',
  Cel: 'celsius',
  Hz: 'hertz',
  '%': 'percent',
};

const perWords: Readonly<Record<string, string>> = {
  s: 'second',
  min: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  mo: 'month',
  y: 'year',
};
