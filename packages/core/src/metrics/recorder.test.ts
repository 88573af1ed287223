import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { describe, expect, test } from 'vitest';
import type { MetricRow } from '../vocabulary/metric-row.ts';
import { metrics } from '../vocabulary/metrics.ts';
import { noFigures } from '../ledger/book/figures.ts';
import { LedgerRecorder } from './ledger-recorder.ts';
import { ModelRecorder } from './model-recorder.ts';
import { Recorder, SharedCounts } from './recorder.ts';

/** What a real SDK makes of what the recorder records. */
async function recorded(
  record: (recorder: Recorder, shared: SharedCounts, models: ModelRecorder, ledger: LedgerRecorder) => void,
): Promise<
  Map<string, { unit: string; description: string; points: readonly { attributes: object; value: unknown }[] }>
> {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const provider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] });
  const shared = new SharedCounts();
  shared.guard.list(['read']);
  const meter = provider.getMeter('test');
  const source = { isAtWork: false, closed: noFigures, open: noFigures };
  const ledger = new LedgerRecorder(meter, {
    ledger: source,
    sessions: { runaways: { client: 0, server: 0 } },
    endIdle: () => undefined,
  });
  record(new Recorder(meter, shared), shared, new ModelRecorder(meter), ledger);
  await provider.forceFlush();
  const all = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
  await provider.shutdown();
  return new Map(all.map(({ descriptor, dataPoints }) => [descriptor.name, { ...descriptor, points: dataPoints }]));
}

describe('Recorder', () => {
  test('makes its instruments as the table says', async () => {
    const instruments = await recorded((recorder, shared, models, ledger) => {
      ledger.sessionEnded({ side: 'client', calls: 30 });
      shared.omitted('price_unknown');
      models.promptUsed({ template: 'greeting@1', tool: 'read', isNew: true });
      const usage = { input: 10, output: 5, cacheRead: 4, cacheWrite: 3, reasoning: 2 };
      models.callEnded({ seconds: 1, firstChunk: 0.2, gaps: [0.1], usage, cost: 5n, labels: {} });
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
    expect(instruments.get('mcp_otel.calls')?.points).toMatchObject([{ value: 1 }]);
    expect([...instruments.keys()].filter((name) => name.startsWith('mcp.'))).toEqual([]);
  });
  test('what has not happened yet is told as 0, because a counter that is born with its first event has no increase', async () => {
    const instruments = await recorded((recorder, shared) => {
      recorder.toolsListed('server', ['read', 'unlisted']);
      shared.refused('server', 'rate_limit');
    });
    const values = (name: string): unknown =>
      instruments.get(name)?.points.map(({ attributes, value }) => [...Object.values(attributes), value]);
    expect(values('mcp_otel.calls')).toEqual([
      ['server', 'tools/call', 'ok', 'read', 0],
      ['server', 'tools/call', 'tool_error', 'read', 0],
    ]);
    expect(values('mcp_otel.security.events')).toEqual([
      ['client', 'access_denied', 0],
      ['client', 'rate_limit', 0],
      ['client', 'budget_exceeded', 0],
      ['server', 'access_denied', 0],
      ['server', 'rate_limit', 1],
      ['server', 'budget_exceeded', 0],
    ]);
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

describe('ModelRecorder', () => {
  const labels = { 'gen_ai.provider.name': 'openai', 'gen_ai.request.model': 'gpt-5' };
  test('sums prices exactly, in billionths of a USD', async () => {
    const instruments = await recorded((_recorder, _shared, models) => {
      for (let call = 0; call < 1000; call += 1)
        models.callEnded({ seconds: 1, usage: undefined, cost: 100_000_001n, labels });
    });
    expect(instruments.get('mcp_otel.cost')?.points).toMatchObject([{ attributes: labels, value: 100.000001 }]);
  });
  test('counts a call without usage as 0 tokens, so that failures are in the series', async () => {
    const instruments = await recorded((_recorder, _shared, models) =>
      models.callEnded({ seconds: 1, usage: undefined, cost: undefined, labels: { ...labels, 'error.type': '429' } }),
    );
    expect(instruments.get('gen_ai.client.inference.usage.input_tokens')?.points).toMatchObject([
      { attributes: { 'error.type': '429', 'gen_ai.token.modality': 'unknown' }, value: 0 },
    ]);
    expect(instruments.has('gen_ai.client.inference.operation.input_tokens')).toBe(false);
  });
  test('divides by modality only what the provider has divided', async () => {
    const instruments = await recorded((_recorder, _shared, models) => {
      const usage = { input: 100, output: 10, audioInput: 60, imageInput: 10 };
      models.callEnded({ seconds: 1, usage, cost: undefined, labels });
    });
    const tokens = (name: string): unknown =>
      instruments
        .get(`gen_ai.client.inference.usage.${name}_tokens`)
        ?.points.map(({ attributes, value }) => [
          Object.entries(attributes).find(([key]) => key === 'gen_ai.token.modality')?.[1],
          value,
        ]);
    expect(tokens('input')).toEqual([
      ['audio', 60],
      ['image', 10],
      ['text', 30],
    ]);
    expect(tokens('output')).toEqual([['unknown', 10]]);
  });
});
