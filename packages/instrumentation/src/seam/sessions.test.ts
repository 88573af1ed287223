import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { quietSeam } from '../../../../test/support/quiet-seam.ts';
import { replaceGlobals } from '../telemetry/live-globals.ts';
import { Connection } from './connection.ts';
import { outgoing } from './outbound.ts';
import { responseReceived } from './responses.ts';
import { connectionClosed, processEnds } from './sessions.ts';

let exporter: InMemoryMetricExporter;
let metrics: MeterProvider;
let nowMs: number;

beforeEach(() => {
  exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  metrics = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] });
  nowMs = 0;
  replaceGlobals({ version: '1.10.0', metrics });
});

afterEach(async () => {
  replaceGlobals(undefined);
  await metrics.shutdown();
});

const seam = quietSeam({}, () => nowMs);

/** A client's connection over stdio after its handshake. */
function connected(): Connection {
  const connection = new Connection(Object.assign({ send: () => undefined }, { _serverParams: {} }));
  outgoing(seam, connection, { id: 0, method: 'initialize' }, undefined);
  responseReceived(seam, connection, { id: 0, result: { protocolVersion: '2025-11-25' } });
  return connection;
}

interface Point {
  readonly attributes: object;
  readonly value: unknown;
}

async function points(name: string): Promise<readonly Point[]> {
  await metrics.forceFlush();
  const all =
    exporter
      .getMetrics()
      .at(-1)
      ?.scopeMetrics.flatMap((scope) => scope.metrics) ?? [];
  return all
    .filter(({ descriptor }) => descriptor.name === name)
    .flatMap(({ dataPoints }): readonly Point[] => dataPoints);
}

const labels = { 'mcp.protocol.version': '2025-11-25', 'network.transport': 'pipe' };

describe('a session', () => {
  test('lasts from the handshake to the close, in seconds', async () => {
    const connection = connected();
    nowMs = 2_500;
    connectionClosed(seam, connection);
    const [session] = await points('mcp.client.session.duration');
    expect(session).toMatchObject({ attributes: labels, value: { count: 1, sum: 2.5 } });
    expect(session?.attributes).not.toHaveProperty(['error.type']);
  });
  test('that closes under a waiting call has ended in an error', async () => {
    const connection = connected();
    outgoing(seam, connection, { id: 1, method: 'tools/call', params: { name: 'slow' } }, undefined);
    connectionClosed(seam, connection);
    expect(await points('mcp.client.session.duration')).toMatchObject([
      { attributes: { ...labels, 'error.type': 'connection_closed' } },
    ]);
  });
  test('that is open when the process ends is recorded, once', async () => {
    const connection = connected();
    processEnds(seam);
    connectionClosed(seam, connection);
    expect(await points('mcp.client.session.duration')).toMatchObject([{ value: { count: 1 } }]);
  });
  test('is counted while it is open, and so is a call', async () => {
    const connection = connected();
    outgoing(seam, connection, { id: 1, method: 'ping' }, undefined);
    expect(await points('mcp_otel.sessions.active')).toMatchObject([{ value: 1 }]);
    expect(await points('mcp_otel.calls.in_flight')).toMatchObject([{ value: 1 }]);
    responseReceived(seam, connection, { id: 1, result: {} });
    connectionClosed(seam, connection);
    expect(await points('mcp_otel.sessions.active')).toMatchObject([{ value: 0 }]);
    expect(await points('mcp_otel.calls.in_flight')).toMatchObject([{ value: 0 }]);
  });
  test('is not opened by a revision that has none', async () => {
    const connection = new Connection({ send: () => undefined });
    outgoing(seam, connection, { id: 0, method: 'server/discover' }, undefined);
    responseReceived(seam, connection, { id: 0, result: {} });
    connectionClosed(seam, connection);
    expect(await points('mcp.client.session.duration')).toEqual([]);
  });
});
