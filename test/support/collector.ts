import {
  startReceiver,
  receivedPoints,
  type ReceivedPoint,
  type ReceivedSpan,
  type ReceiverOptions,
} from '@mcp-otel/pipeline';

/** A real OTLP receiver on a free loopback port that keeps what it gets. */
export interface Collector extends AsyncDisposable {
  readonly url: string;
  readonly spans: readonly ReceivedSpan[];
  readonly points: readonly ReceivedPoint[];
}

export async function startCollector(options: Pick<ReceiverOptions, 'tls' | 'maxBodyBytes'> = {}): Promise<Collector> {
  const spans: ReceivedSpan[] = [];
  const points: ReceivedPoint[] = [];
  const receiver = await startReceiver({
    port: 0,
    ...options,
    onSpans: (received) => void spans.push(...received),
    onOther: (signal, request) => void (signal === 'metrics' && points.push(...receivedPoints(request))),
  });
  return { url: receiver.url, spans, points, [Symbol.asyncDispose]: () => receiver.close() };
}
