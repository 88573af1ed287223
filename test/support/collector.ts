import { own } from '@mcp-otel/core';
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
  /** Without the settlements of the ledger. */
  readonly spans: readonly ReceivedSpan[];
  readonly settlements: readonly ReceivedSpan[];
  readonly points: readonly ReceivedPoint[];
}

export async function startCollector(options: Pick<ReceiverOptions, 'tls' | 'maxBodyBytes'> = {}): Promise<Collector> {
  const spans: ReceivedSpan[] = [];
  const settlements: ReceivedSpan[] = [];
  const points: ReceivedPoint[] = [];
  const receiver = await startReceiver({
    port: 0,
    ...options,
    onSpans: (received) => {
      for (const span of received) (span.name === own.SPAN_SETTLEMENT ? settlements : spans).push(span);
    },
    onOther: (signal, request) => void (signal === 'metrics' && points.push(...receivedPoints(request))),
  });
  return { url: receiver.url, spans, settlements, points, [Symbol.asyncDispose]: () => receiver.close() };
}
