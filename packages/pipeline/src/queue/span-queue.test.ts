import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeliveryLedger, Variables, type Environment } from '@mcp-otel/core';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { afterEach, describe, expect, test } from 'vitest';
import { captureClock } from '../clock.ts';
import { createEpisode } from '../log/episodes.ts';
import { createHttpTransport } from '../otlp/http-transport.ts';
import { createOtlpSpanSender } from '../otlp/span-sender.ts';
import { startReceiver } from '../receiver/receiver.ts';
import { pipelineSettings } from '../settings.ts';
import { SpanQueue } from './span-queue.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A receiver that answers as it is told. */
async function faulty(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => void request.resume().on('end', () => answer(request, response)));
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function pipeline(
  endpoint: string,
  env: Environment = {},
): {
  readonly queue: SpanQueue;
  readonly ledger: DeliveryLedger;
  readonly said: string[];
  readonly spans: (count: number, attributes?: Record<string, string>) => void;
  /** Delays that timers were set to, in milliseconds. */
  readonly timers: readonly number[];
} {
  const settings = pipelineSettings(
    new Variables({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...env }, () => undefined),
    () => undefined,
  );
  const ledger = new DeliveryLedger();
  const said: string[] = [];
  const say = (sentence: string): void => void said.push(sentence);
  const timers: number[] = [];
  const clock = captureClock();
  const watched = ((run: () => void, ms: number) => {
    timers.push(ms);
    return clock.setTimeout(run, ms);
  }) as typeof setTimeout;
  const queue = new SpanQueue({
    isExported: true,
    sender: createOtlpSpanSender(settings.otlp.traces, createHttpTransport(settings.otlp.traces)),
    ledger,
    clock: { ...clock, setTimeout: watched },
    maxBytes: settings.queueBytes,
    maxBatchSpans: settings.maxBatchSpans,
    delayMs: settings.scheduleDelayMs,
    outage: createEpisode(say, say),
    overflow: createEpisode(say, say),
  });
  const tracer = new BasicTracerProvider({ spanProcessors: [queue] }).getTracer('test');
  const spans = (count: number, attributes: Record<string, string> = {}): void => {
    for (let index = 0; index < count; index += 1) tracer.startSpan(`span ${index}`, { attributes }).end();
  };
  return { queue, ledger, said, spans, timers };
}

describe('spans are delivered, or what became of them is booked', () => {
  test.each(['http/protobuf', 'http/json'])('to a receiver that takes them, as %s', async (protocol) => {
    let received = 0;
    const receiver = await startReceiver({ port: 0, onSpans: (spans) => void (received += spans.length) });
    const { queue, ledger, spans } = pipeline(receiver.url, {
      OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
    });
    spans(1_300);
    await queue.shutdown();
    await receiver.close();
    expect(received).toBe(1_300);
    expect(ledger.statement()).toMatchObject({ started: 1_300, delivered: 1_300, inFlight: 0, residual: 0 });
  });
  test('a full batch leaves at once, without a flush and without waiting for the delay', async () => {
    const arrived = withResolvers<number>();
    const receiver = await startReceiver({ port: 0, onSpans: (spans) => arrived.resolve(spans.length) });
    const { spans } = pipeline(receiver.url, {
      OTEL_BSP_SCHEDULE_DELAY: '3600000',
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '10',
    });
    spans(10);
    expect(await arrived.promise).toBe(10);
    await receiver.close();
  });
  test('a receiver that refuses costs the spans, and one line', async () => {
    const url = await faulty((_request, response) => void response.writeHead(400).end());
    const { queue, ledger, said, spans } = pipeline(url);
    spans(3);
    await queue.forceFlush();
    expect(ledger.statement()).toMatchObject({ dropped: { sink_reject: 3 }, inFlight: 0, residual: 0 });
    expect(said).toEqual(['3 of 3 spans were refused: HTTP 400']);
  });
  test('a partial success is told apart from a full one', async () => {
    const url = await faulty((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ partialSuccess: { rejectedSpans: 2, errorMessage: 'too old' } }));
    });
    const { queue, ledger, said, spans } = pipeline(url, { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' });
    spans(5);
    await queue.forceFlush();
    expect(ledger.statement()).toMatchObject({ delivered: 3, dropped: { sink_reject: 2 }, residual: 0 });
    expect(said).toEqual(['2 of 5 spans were refused: too old']);
  });
  test('an outage costs no span: they are kept, said once, and sent when it is over', async () => {
    let down = true;
    const url = await faulty(
      (_request, response) => void response.writeHead(down ? 503 : 200, { 'retry-after': '0' }).end(),
    );
    const { queue, ledger, said, spans } = pipeline(url);
    spans(4);
    await queue.forceFlush();
    await queue.forceFlush();
    expect(ledger.statement()).toMatchObject({ delivered: 0, inFlight: 4, residual: 0 });
    down = false;
    await queue.forceFlush();
    expect(ledger.statement()).toMatchObject({ delivered: 4, inFlight: 0, residual: 0 });
    expect(said).toEqual(['spans cannot be sent (HTTP 503); they are kept and sent later', 'spans are sent again']);
  });
  test('Retry-After is obeyed: the next try is set to that time', async () => {
    const url = await faulty((_request, response) => void response.writeHead(429, { 'retry-after': '120' }).end());
    const { queue, spans, timers } = pipeline(url);
    spans(1);
    await queue.forceFlush();
    expect(timers.at(-1)).toBe(120_000);
  });
  test('without Retry-After the delay grows, up to half a minute', async () => {
    const url = await faulty((_request, response) => void response.writeHead(503).end());
    const { queue, spans, timers } = pipeline(url);
    spans(1);
    for (let round = 0; round < 8; round += 1) await queue.forceFlush();
    const tries = timers.filter((ms) => ms !== 1_000); // The delay of a started batch.
    expect(tries[0]).toBeLessThanOrEqual(1_000);
    expect(tries.at(-1)).toBeGreaterThan(10_000);
    expect(Math.max(...tries)).toBeLessThanOrEqual(30_000);
  });
  test('a receiver that drips its answer for ever is given up after OTEL_EXPORTER_OTLP_TIMEOUT', async () => {
    const url = await faulty((_request, response) => {
      response.writeHead(200);
      setInterval(() => response.write('x'), 10).unref();
    });
    const { queue, ledger, said, spans } = pipeline(url, { OTEL_EXPORTER_OTLP_TIMEOUT: '100' });
    spans(1);
    await queue.forceFlush();
    expect(ledger.statement()).toMatchObject({ inFlight: 1, residual: 0 });
    expect(said).toHaveLength(1);
  });
  test('a refused connection keeps them too', async () => {
    const { queue, ledger, said, spans } = pipeline('http://127.0.0.1:1');
    spans(2);
    await queue.forceFlush();
    expect(ledger.statement()).toMatchObject({ inFlight: 2, residual: 0 });
    expect(said).toEqual(['spans cannot be sent (ECONNREFUSED); they are kept and sent later']);
  });
  test('memory is bounded in bytes; what does not fit is dropped, counted, and said once', async () => {
    const { queue, ledger, said, spans } = pipeline('http://127.0.0.1:1', { MCP_OTEL_QUEUE_BYTES: '100000' });
    spans(50, { text: 'x'.repeat(8_000) });
    const { inFlight, dropped, residual } = ledger.statement();
    expect(inFlight).toBeLessThanOrEqual(12);
    expect(inFlight + (dropped.queue_bytes ?? 0)).toBe(50);
    expect(residual).toBe(0);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('MCP_OTEL_QUEUE_BYTES');
    await queue.shutdown();
  });
  test('what is given up at the end is booked', () => {
    const { queue, ledger, spans } = pipeline('http://127.0.0.1:1');
    spans(3);
    expect(queue.unsent()).toHaveLength(3);
    queue.settleUnsent(1);
    expect(ledger.statement()).toMatchObject({
      delivered: 1,
      dropped: { shutdown_deadline: 2 },
      inFlight: 0,
      residual: 0,
    });
  });
  test('a process that goes on after a signal keeps what could not be sent, and sends it later', async () => {
    await using receiver = await counting();
    const { queue, ledger, spans } = pipeline(receiver.url);
    spans(3);
    queue.settleWaiting(1); // What the last post has got away.
    expect(ledger.statement()).toMatchObject({ delivered: 1, dropped: {}, inFlight: 2, residual: 0 });
    await queue.forceFlush();
    expect([receiver.spans(), ledger.statement().delivered]).toEqual([2, 3]);
  });
});

/** A receiver that counts spans. */
async function counting(): Promise<AsyncDisposable & { readonly url: string; readonly spans: () => number }> {
  let count = 0;
  const receiver = await startReceiver({ port: 0, onSpans: (spans) => void (count += spans.length) });
  return { url: receiver.url, spans: () => count, [Symbol.asyncDispose]: () => receiver.close() };
}

test('shutdown may come without a span, and twice', async () => {
  const { queue, ledger } = pipeline('http://127.0.0.1:1');
  await queue.shutdown();
  await queue.shutdown();
  expect(ledger.statement()).toMatchObject({ started: 0, residual: 0 });
});

/** `Promise.withResolvers` is newer than Node 20. */
function withResolvers<Value>(): { readonly promise: Promise<Value>; readonly resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
