import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { describe, expect, test } from 'vitest';
import { metrics, type MetricRow } from '../vocabulary/metrics.ts';
import { Recorder, SharedCounts } from './recorder.ts';

/** What a real SDK makes of what the recorder records. */
async function recorded(
  record: (recorder: Recorder, shared: SharedCounts) => void,
): Promise<
  Map<string, { unit: string; description: string; points: readonly { attributes: object; value: unknown }[] }>
> {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const provider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] });
  const shared = new SharedCounts();
  shared.guard.list(['read']);
  record(new Recorder(provider.getMeter('test'), shared), shared);
  await provider.forceFlush();
  const all = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
  await provider.shutdown();
  return new Map(all.map(({ descriptor, dataPoints }) => [descriptor.name, { ...descriptor, points: dataPoints }]));
}

describe('Recorder', () => {
  test('makes its instruments as the table says', async () => {
    const instruments = await recorded((recorder, shared) => {
      for (const side of ['client', 'server'] as const) {
        shared.callStarted(side);
        recorder.callEnded({ side, method: 'tools/call', tool: 'read', outcome: 'ok', seconds: 0.5, labels: {} });
        recorder.sessionOpened(side, {});
        recorder.sessionEnded({ side, seconds: 3, labels: {} });
      }
    });
    const observed: readonly MetricRow['instrument'][] = ['observableCounter', 'observableUpDownCounter'];
    for (const [name, row] of Object.entries(metrics)) {
      if (observed.includes(row.instrument)) continue;
      expect(instruments.get(name), name).toMatchObject({ unit: row.unit, description: row.brief });
    }
  });
  test('an invented tool or method is no label of its own', async () => {
    const instruments = await recorded((recorder) => {
      recorder.callEnded({
        side: 'client',
        method: 'tools/call',
        tool: 'invented',
        outcome: 'tool_error',
        seconds: 1,
        labels: {},
      });
      recorder.callEnded({ side: 'client', method: 'no/such', outcome: 'protocol_error', labels: {} });
    });
    const labels = instruments.get('mcp_otel.calls')?.points.map(({ attributes }) => attributes);
    expect(labels).toEqual([
      {
        'mcp_otel.side': 'client',
        'mcp.method.name': 'tools/call',
        'gen_ai.tool.name': '_OTHER',
        'mcp_otel.outcome': 'tool_error',
      },
      { 'mcp_otel.side': 'client', 'mcp.method.name': '_OTHER', 'mcp_otel.outcome': 'protocol_error' },
    ]);
  });
  test('a call without a duration is counted and not timed', async () => {
    const instruments = await recorded((recorder) => {
      recorder.callEnded({ side: 'server', method: 'notifications/progress', outcome: 'ok', labels: {} });
    });
    expect([...instruments.keys()]).toEqual(['mcp_otel.calls']);
  });
  test('a protocol version that a peer has made up is no label of its own', async () => {
    const instruments = await recorded((recorder) => {
      for (const version of ['2025-11-25', 'made up']) {
        const labels = { 'mcp.protocol.version': version };
        recorder.callEnded({ side: 'server', method: 'ping', outcome: 'ok', seconds: 1, labels });
      }
    });
    const points = instruments.get('mcp.server.operation.duration')?.points ?? [];
    expect(points.map(({ attributes }) => attributes)).toMatchObject([
      { 'mcp.protocol.version': '2025-11-25' },
      { 'mcp.protocol.version': '_OTHER' },
    ]);
  });
  test('tells a provider only of the calls that it was there for', async () => {
    const shared = new SharedCounts();
    const count = async (calls: number): Promise<unknown> => {
      const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
      const provider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] });
      const recorder = new Recorder(provider.getMeter('test'), shared);
      for (let call = 0; call < calls; call += 1)
        recorder.callEnded({ side: 'client', method: 'ping', outcome: 'ok', labels: {} });
      await provider.forceFlush();
      await provider.shutdown();
      const all = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
      return all.find(({ descriptor }) => descriptor.name === 'mcp_otel.calls')?.dataPoints[0]?.value;
    };
    expect([await count(3), await count(2)]).toEqual([3, 2]);
  });
});
