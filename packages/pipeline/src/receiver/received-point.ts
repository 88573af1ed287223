import type { Decoded, WireRecord } from './decoded.ts';

/** One point of a counter, up-down counter or gauge as it was received. */
export interface ReceivedPoint {
  readonly metric: string;
  readonly value: number;
  readonly timeUnixNano: bigint;
  readonly attributes: WireRecord;
  readonly resource: WireRecord;
}

/** Takes the number points out of a decoded metrics request; histograms are not among them. */
export function receivedPoints(request: Decoded): readonly ReceivedPoint[] {
  return list(request['resourceMetrics']).flatMap((perResource) => {
    const resource = record(message(perResource['resource'])['attributes']);
    return list(perResource['scopeMetrics']).flatMap((perScope) =>
      list(perScope['metrics']).flatMap((metric) => pointsOf(metric, resource)),
    );
  });
}

function pointsOf(metric: Decoded, resource: WireRecord): readonly ReceivedPoint[] {
  const data = message(metric['sum'] ?? metric['gauge']);
  return list(data['dataPoints']).map((point) => ({
    metric: typeof metric['name'] === 'string' ? metric['name'] : '',
    value: Number(point['asInt'] ?? point['asDouble'] ?? 0),
    timeUnixNano: typeof point['timeUnixNano'] === 'bigint' ? point['timeUnixNano'] : 0n,
    attributes: record(point['attributes']),
    resource,
  }));
}

// The decoders build messages by the schema, so a present field is of its kind.
function list(value: unknown): readonly Decoded[] {
  return (value ?? []) as readonly Decoded[];
}

function message(value: unknown): Decoded {
  return (value ?? {}) as Decoded;
}

function record(value: unknown): WireRecord {
  return (value ?? {}) as WireRecord;
}
