import { ValueType } from '@opentelemetry/api';
import { hrTime } from '@opentelemetry/core';
import { MAX_SERIES_PER_PROCESS, metrics as metricTable, own, type MetricRow } from '@mcp-otel/core';
import {
  AggregationTemporality,
  DataPointType,
  type DataPoint,
  type MetricData,
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import { resourceFromAttributes, type Resource } from '@opentelemetry/resources';
import { exposedLabels } from './exposed-labels.ts';
import { exposedName, identifier, nameWithUnit, type NamedMetric } from './exposed-name.ts';

/** What a scrape gets. */
export interface Exposition {
  /** One scope, no name twice, no labels twice, at most as many series as a process may have. */
  readonly metrics: ResourceMetrics;
  /** Series that there is no room or no form for. */
  readonly leftOut: number;
}

/**
 * Makes what the SDK has collected fit for Prometheus, so that nothing that an application does to its metrics makes the
 * target go down. Our own metrics come first; those of others get the room that is left.
 */
export function expositionOf({ resource, scopeMetrics }: ResourceMetrics): Exposition {
  const room = new Room();
  const all = scopeMetrics.flatMap(({ metrics }) => metrics);
  for (const metric of all.filter(isOwn)) room.add(metric);
  for (const metric of all.filter((other) => !isOwn(other))) room.add(metric);
  const metrics = [...room.metrics, leftOutMetric(room.leftOut)];
  return {
    metrics: { resource: exposedResource(resource), scopeMetrics: [{ scope: { name: '@mcp-otel' }, metrics }] },
    leftOut: room.leftOut,
  };
}

/** Tells of the scrape that it is part of; no other way to a receiver leaves anything out. */
function leftOutMetric(value: number): MetricData {
  const { unit, brief } = metricTable[own.METRIC_SCRAPE_LEFT_OUT];
  const now = hrTime();
  return {
    descriptor: { name: identifier(own.METRIC_SCRAPE_LEFT_OUT), unit, description: brief, valueType: ValueType.INT },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
    dataPointType: DataPointType.SUM,
    isMonotonic: false,
    dataPoints: [{ startTime: now, endTime: now, attributes: {}, value }],
  };
}

const table: Readonly<Record<string, MetricRow>> = metricTable;

function isOwn({ descriptor }: MetricData): boolean {
  return Object.hasOwn(table, descriptor.name);
}

/** Allowed labels by metric; every label of a foreign metric is allowed. */
const allowed = new Map(Object.entries(table).map(([name, { labels }]) => [name, new Set<string>(labels)]));

type Points = DataPoint<unknown>[];

/** The metrics that have found room. */
class Room {
  readonly #families = new Map<string, { readonly metric: MetricData; readonly points: Points }>();
  readonly #seen = new Map<string, Set<string>>();
  /** Names of lines, of all families. */
  readonly #names = new Set<string>();
  #lines = 2; // `target_info`, and how many are left out.
  leftOut = 0;

  get metrics(): MetricData[] {
    return [...this.#families.values()].map(({ metric, points }) => ({ ...metric, dataPoints: points }) as MetricData);
  }

  add(metric: MetricData): void {
    const name = exposedName(named(metric));
    const family = this.#families.get(name) ?? this.#open(name, metric);
    const fits = family !== undefined && family.metric.dataPointType === metric.dataPointType;
    for (const point of metric.dataPoints) {
      if (!fits || !this.#take(name, metric, point, family.points)) this.leftOut += 1;
    }
  }

  #open(name: string, metric: MetricData): { readonly metric: MetricData; readonly points: Points } | undefined {
    const lines = lineNames(name, metric);
    const isTaken = lines.some((line) => this.#names.has(line));
    if (isTaken || !/[a-zA-Z0-9]/.test(name) || !shown.has(metric.dataPointType)) return undefined;
    for (const line of lines) this.#names.add(line);
    const descriptor = { ...metric.descriptor, name: nameWithUnit(named(metric)) };
    const family = { metric: { ...metric, descriptor } as MetricData, points: [] };
    this.#families.set(name, family);
    this.#seen.set(name, new Set());
    return family;
  }

  #take(name: string, metric: MetricData, point: DataPoint<unknown>, points: Points): boolean {
    const isHistogram = metric.dataPointType === DataPointType.HISTOGRAM;
    const lines = isHistogram ? linesOf(point as DataPoint<{ readonly buckets: { readonly counts: unknown[] } }>) : 1;
    if (this.#lines + lines > MAX_SERIES_PER_PROCESS) return false;
    const attributes = exposedLabels(point.attributes, isHistogram, allowed.get(metric.descriptor.name));
    const key = JSON.stringify(attributes);
    const seen = this.#seen.get(name);
    if (seen?.has(key) === true) return false;
    seen?.add(key);
    this.#lines += lines;
    points.push({ ...point, attributes });
    return true;
  }
}

/** The serialiser has no form for exponential histograms. */
const shown: ReadonlySet<DataPointType> = new Set([DataPointType.SUM, DataPointType.GAUGE, DataPointType.HISTOGRAM]);

function linesOf({ value }: DataPoint<{ readonly buckets: { readonly counts: readonly unknown[] } }>): number {
  const sumAndCount = 2;
  return value.buckets.counts.length + sumAndCount;
}

function named(metric: MetricData): NamedMetric {
  const { name, unit } = metric.descriptor;
  return { name, unit, kind: kindOf(metric) };
}

function lineNames(name: string, { dataPointType }: MetricData): readonly string[] {
  return dataPointType === DataPointType.HISTOGRAM
    ? ['', '_bucket', '_sum', '_count'].map((suffix) => `${name}${suffix}`)
    : [name];
}

function kindOf(metric: MetricData): NamedMetric['kind'] {
  if (metric.dataPointType === DataPointType.SUM) return metric.isMonotonic ? 'counter' : 'gauge';
  return metric.dataPointType === DataPointType.GAUGE ? 'gauge' : 'histogram';
}

/** `target_info` tells of the service, never of the command line and the user that run it: they may hold secrets. */
function exposedResource({ attributes }: Resource): Resource {
  const kept = Object.entries(attributes).filter(([key]) => !/^process\.(?!runtime\.|pid$)/.test(key));
  return resourceFromAttributes(exposedLabels(Object.fromEntries(kept), false, undefined));
}
