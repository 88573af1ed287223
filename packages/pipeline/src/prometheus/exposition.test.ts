import { ValueType, type Attributes, type Meter } from '@opentelemetry/api';
import { MAX_SERIES_PER_PROCESS, metrics, own, type MetricRow } from '@mcp-otel/core';
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AggregationType, MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { describe, expect, test } from 'vitest';
import { cardinalityViews } from '../export/metric-reader.ts';
import { exposedName, exposedNameOf } from './exposed-name.ts';
import { expositionOf } from './exposition.ts';

class Reader extends MetricReader {
  protected override onForceFlush(): Promise<void> {
    return Promise.resolve();
  }
  protected override onShutdown(): Promise<void> {
    return Promise.resolve();
  }
}

interface Shown {
  readonly lines: readonly string[];
  readonly leftOut: number;
}

/** What a scrape shows of what is recorded, by scope. */
async function shown(
  record: (meter: (scope: string) => Meter) => void,
  resource: Attributes = {},
  views: ConstructorParameters<typeof MeterProvider>[0] = {},
): Promise<Shown> {
  const reader = new Reader({ cardinalitySelector: () => 100_000 });
  const provider = new MeterProvider({ readers: [reader], resource: resourceFromAttributes(resource), ...views });
  record((scope) => provider.getMeter(scope));
  const { metrics: exposed, leftOut } = expositionOf((await reader.collect()).resourceMetrics);
  const text = new PrometheusSerializer(undefined, false, undefined, false, true).serialize(exposed);
  return { lines: text.split('\n').filter((line) => line !== '' && !line.startsWith('#')), leftOut };
}

const ofOthers = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => !/^(?:target_info|mcp_otel_scrape_left_out)/.test(line));

describe('names', () => {
  test.each([
    [{ name: 'mcp.client.operation.duration', unit: 's', kind: 'histogram' }, 'mcp_client_operation_duration_seconds'],
    [{ name: 'http.sent', unit: 'By', kind: 'counter' }, 'http_sent_bytes_total'],
    [{ name: 'job.time.total', unit: 'ms', kind: 'counter' }, 'job_time_milliseconds_total'],
    [{ name: 'queue.fill', unit: '1', kind: 'gauge' }, 'queue_fill_ratio'],
    [{ name: 'runs', unit: '1', kind: 'counter' }, 'runs_total'],
    [{ name: 'disk.speed', unit: 'By/s', kind: 'gauge' }, 'disk_speed_bytes_per_second'],
    [{ name: 'wait_seconds', unit: 's', kind: 'gauge' }, 'wait_seconds'],
    [{ name: 'mcp_otel.tokens', unit: '{token}', kind: 'counter' }, 'mcp_otel_tokens_total'],
    [{ name: 'cars', unit: '{car}/h', kind: 'gauge' }, 'cars_per_hour'],
    [{ name: '2nd', unit: '', kind: 'gauge' }, '_2nd'],
  ] as const)('%j is %s, as the Collector names it', (metric, name) => {
    expect(exposedName(metric)).toBe(name);
  });
  test('of the table are unique', () => {
    const rows: readonly (readonly [string, MetricRow])[] = Object.entries(metrics);
    expect(new Set(rows.map(([name, row]) => exposedNameOf(name, row))).size).toBe(rows.length);
  });
});

describe('a scrape', () => {
  test('shows one metric of two scopes once, and of equal series the first', async () => {
    const { lines, leftOut } = await shown((meter) => {
      for (const scope of ['a', 'b']) {
        meter(scope).createCounter('jobs').add(1, { scope });
        meter(scope)
          .createCounter('runs')
          .add(scope === 'a' ? 1 : 7);
      }
    });
    expect([ofOthers(lines), leftOut]).toEqual([
      ['jobs_total{scope="a"} 1', 'jobs_total{scope="b"} 1', 'runs_total 1'],
      1,
    ]);
  });
  test('joins labels that become one, and keeps a label from standing for the bound of a bucket', async () => {
    const { lines } = await shown((meter) => {
      meter('a').createCounter('jobs').add(1, { 'a.b': 'x', a_b: 'y', '1st': 'z', '': 'none' });
      meter('a')
        .createHistogram('sizes', { advice: { explicitBucketBoundaries: [1] } })
        .record(1, { le: '5' });
    });
    expect(ofOthers(lines)).toEqual([
      'jobs_total{attribute="none",key_1st="z",a_b="x;y"} 1',
      'sizes_count{attribute_le="5"} 1',
      'sizes_sum{attribute_le="5"} 1',
      'sizes_bucket{attribute_le="5",le="1"} 1',
      'sizes_bucket{attribute_le="5",le="+Inf"} 1',
    ]);
  });
  test('leaves out a metric that takes the name of another form, and one without a form', async () => {
    const views = [{ instrumentName: 'sizes', aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } } as const];
    const { lines, leftOut } = await shown(
      (meter) => {
        meter('a').createUpDownCounter('jobs_total').add(1);
        meter('a').createHistogram('jobs_total').record(1);
        meter('a').createHistogram('sizes').record(1);
      },
      {},
      { views },
    );
    expect([ofOthers(lines), leftOut]).toEqual([['jobs_total 1'], 2]);
    expect(lines).toContain('mcp_otel_scrape_left_out 2');
  });
  test('gives no name twice: the `_total` of a counter and the `_count` of a histogram are names as well', async () => {
    const { lines, leftOut } = await shown((meter) => {
      meter('a').createCounter('jobs').add(1);
      meter('a').createUpDownCounter('jobs.total').add(7);
      meter('a').createUpDownCounter('sizes.count').add(7);
      meter('a').createHistogram('sizes').record(1);
    });
    expect([ofOthers(lines), leftOut]).toEqual([['jobs_total 1', 'sizes_count 7'], 2]);
  });
  test('allows our own metrics no label but those of their row', async () => {
    const { lines } = await shown((meter) => {
      meter('ours')
        .createCounter(own.METRIC_CALLS)
        .add(1, { [own.ATTR_SIDE]: 'client', 'user.id': 'ann' });
    });
    expect(ofOthers(lines)).toEqual(['mcp_otel_calls_total{mcp_otel_side="client"} 1']);
  });
  test('never tells the command line or the user of the process', async () => {
    const { lines } = await shown(() => undefined, {
      'service.name': 'desk',
      'process.command_args': ['--token=SECRET'],
      'process.owner': 'ann',
      'process.runtime.name': 'nodejs',
    });
    expect(lines[0]).toBe('target_info{process_runtime_name="nodejs",service_name="desk"} 1');
  });
  test('of a million tool names stays below the series of a process, and says how many it left out', async () => {
    const { lines, leftOut } = await shown(
      (meter) => {
        const calls = meter('ours').createCounter(own.METRIC_CALLS);
        const others = meter('theirs').createCounter('calls', { valueType: ValueType.INT });
        for (let tool = 0; tool < 1_000_000; tool += 1) calls.add(1, { 'gen_ai.tool.name': `tool ${tool}` });
        for (let tool = 0; tool < 20_000; tool += 1) others.add(1, { tool });
      },
      {},
      { views: cardinalityViews() },
    );
    expect(lines.length).toBeLessThanOrEqual(MAX_SERIES_PER_PROCESS);
    expect(lines.filter((line) => line.startsWith('mcp_otel_calls_total'))).toHaveLength(
      metrics[own.METRIC_CALLS].maxSeries + 1,
    );
    expect(lines).toContainEqual(expect.stringMatching(/^mcp_otel_calls_total\{otel_metric_overflow="true"\} \d+$/));
    expect(leftOut).toBe(20_000 - (lines.length - metrics[own.METRIC_CALLS].maxSeries - 1 - 2));
  });
});
