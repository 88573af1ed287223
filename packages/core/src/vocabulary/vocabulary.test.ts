import * as incubating from '@opentelemetry/semantic-conventions/incubating';
import { describe, expect, test } from 'vitest';
import { MAX_COUNTER_TOOLS, MAX_HISTOGRAM_TOOLS, LabelGuard, OTHER } from '../metrics/label-guard.ts';
import { MAX_SERIES_PER_PROCESS, worstCaseSeries } from '../metrics/worst-case.ts';
import { attributes } from './attributes.ts';
import { methods } from './methods.ts';
import { isLabel, metrics } from './metrics.ts';
import * as own from './own-names.ts';
import * as semconv from './semconv.ts';

const published: ReadonlySet<unknown> = new Set(Object.values(incubating));

/** Names of ours that the published package does not have, each with the reason. */
const newerThanPublished: Readonly<Record<string, string>> = {};

/** Methods of ours that the published enumeration does not have: it stopped before MCP 2026-07-28 and tasks. */
const methodsNotPublished = [
  'server/discover',
  'subscriptions/listen',
  'tasks/get',
  'tasks/result',
  'tasks/list',
  'tasks/cancel',
  'skills/list',
  'skills/get',
  'resources/directory/read',
  'events/list',
  'events/subscribe',
  'events/unsubscribe',
  'notifications/tasks/status',
  'notifications/elicitation/complete',
  'notifications/subscriptions/acknowledged',
];

describe('unstable names', () => {
  test('are those of the published incubating entry, but for the listed ones', () => {
    const names = Object.entries(semconv).filter(([constant]) => /^(?:ATTR|METRIC)_/.test(constant));
    const unknown = names.map(([, name]) => String(name)).filter((name) => !published.has(name));
    expect(unknown).toEqual(Object.keys(newerThanPublished));
  });
  test('cover every method that the published enumeration has', () => {
    const enumerated = Object.entries(incubating).filter(([constant]) => constant.startsWith('MCP_METHOD_NAME_VALUE_'));
    expect(enumerated.map(([, method]) => String(method)).filter((method) => !(method in methods))).toEqual([]);
    const extra = Object.keys(methods).filter((method) => !published.has(method));
    expect(extra.toSorted()).toEqual(methodsNotPublished.toSorted());
  });
});

describe('the tables', () => {
  test('describe every name that is defined, and nothing else', () => {
    const named = [...Object.entries(semconv), ...Object.entries(own)];
    const keys = named.filter(([constant]) => constant.startsWith('ATTR_')).map(([, name]) => String(name));
    expect(keys.filter((key) => !(key in attributes))).toEqual([]);
    const metricNames = named.filter(([constant]) => constant.startsWith('METRIC_')).map(([, name]) => String(name));
    expect(metricNames.toSorted()).toEqual(Object.keys(metrics).toSorted());
  });
  test('let no session, user, URI or hash on a metric', () => {
    const forbidden = Object.keys(attributes).filter((key) =>
      /session\.id|user\.id|uri|hash|request\.id|conversation|prompt/.test(key),
    );
    expect(forbidden.length).toBeGreaterThan(5);
    expect(forbidden.filter(isLabel)).toEqual([]);
  });
  test('stay below the series budget of a process, all metrics at their caps', () => {
    expect(worstCaseSeries()).toBeLessThanOrEqual(MAX_SERIES_PER_PROCESS);
  });
  test('use the bounds of the convention for all four durations', () => {
    const histograms = Object.values(metrics).filter(({ instrument }) => instrument === 'histogram');
    expect(histograms).toHaveLength(4);
    for (const { unit, ...row } of histograms) {
      expect(unit).toBe('s');
      expect('buckets' in row && row.buckets).toEqual([0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300]);
    }
  });
});

describe('LabelGuard', () => {
  test('a tool that no server has listed is _OTHER', () => {
    const guard = new LabelGuard();
    guard.list(['read']);
    expect(guard.label('read', 'counter')).toBe('read');
    expect(guard.label('drop table', 'counter')).toBe(OTHER);
  });
  test('the caps hold: first come, first served', () => {
    const guard = new LabelGuard();
    guard.list(Array.from({ length: 10_000 }, (_, index) => `tool ${index}`));
    expect(guard.label(`tool ${MAX_HISTOGRAM_TOOLS - 1}`, 'histogram')).not.toBe(OTHER);
    expect(guard.label(`tool ${MAX_HISTOGRAM_TOOLS}`, 'histogram')).toBe(OTHER);
    expect(guard.label(`tool ${MAX_COUNTER_TOOLS - 1}`, 'counter')).not.toBe(OTHER);
    expect(guard.label(`tool ${MAX_COUNTER_TOOLS}`, 'counter')).toBe(OTHER);
    expect(guard.knows('tool 9999')).toBe(false);
  });
});
